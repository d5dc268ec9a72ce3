/** What the window may not do, tried in the window itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { callChannels, eventChannels } from '../../../../src-shared/ipc/channels';
import { type Console, launchConsole } from '../../driver';

let console_: Console;
let profileDir: string;
/** A server that the window must not be able to reach. */
let outside: http.Server;
let outsideOrigin: string;
const reached: string[] = [];

test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  profileDir = mkdtempSync(path.join(tmpdir(), 'voxanne-e2e-shell-'));
  outside = http.createServer((request, answer) => {
    reached.push(request.url ?? '');
    answer
      .writeHead(200, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*' })
      .end('<title>outside</title>');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  outsideOrigin = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  console_ = await launchConsole(profileDir);
  await console_.window.getByRole('heading').first().waitFor();
});
test.afterAll(async () => {
  await console_?.close();
  outside?.close();
  rmSync(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

test('every window is isolated and sandboxed, and knows no Node', async () => {
  const preferences = await console_.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      // Not in the type definitions; the only way to read what a live window was really given.
      const contents = window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    }),
  );
  expect(preferences).toHaveLength(1);
  for (const live of preferences) {
    expect(live).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
    for (const off of [
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'navigateOnDragDrop',
    ]) {
      expect(live[off] ?? false, off).toBe(false);
    }
  }
  const known = await console_.window.evaluate(() =>
    [
      'require',
      'process',
      'module',
      'exports',
      'global',
      'Buffer',
      '__dirname',
      'setImmediate',
      'electron',
      'ipcRenderer',
    ].filter((name) => name in globalThis),
  );
  expect(known).toEqual([]);
});

test('the bridge has the contract’s calls and events, each as a function of its own, and nothing else', async () => {
  const exposed = await console_.window.evaluate(() => {
    const bridge = (globalThis as unknown as { voxanne: Record<string, Record<string, unknown>> }).voxanne;
    return Object.entries(bridge).flatMap(([domain, members]) =>
      Object.entries(members).map(([name, member]) => `${domain}.${name} ${typeof member}`),
    );
  });
  const promised = [...callChannels, ...eventChannels.map((event) => `on.${event}`)].map((name) => `${name} function`);
  expect(exposed.sort()).toEqual(promised.sort());
  const frozen = await console_.window.evaluate(() => {
    const bridge = (globalThis as unknown as { voxanne: { settings: Record<string, unknown> } }).voxanne;
    const before = bridge.settings.get;
    try {
      bridge.settings.get = () => 'replaced';
    } catch {
      // Throwing is as good as ignoring.
    }
    return bridge.settings.get === before;
  });
  expect(frozen).toBe(true);
});

test('the policy comes with the page, as a header, and holds', async () => {
  const { status, policy, sniff } = await console_.app.evaluate(async ({ session }) => {
    const answer = await session.defaultSession.fetch('app://console/index.html');
    return {
      status: answer.status,
      policy: answer.headers.get('content-security-policy') ?? '',
      sniff: answer.headers.get('x-content-type-options'),
    };
  });
  expect([status, sniff]).toEqual([200, 'nosniff']);
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);

  reached.length = 0;
  const expectedViolations = [
    'script-src-elem',
    'script-src-attr',
    'img-src',
    'connect-src',
    'frame-src',
    'style-src-elem',
  ];
  const tried = await console_.window.evaluate(
    async ({ origin, expected }) => {
      const outcome: Record<string, string> = {};
      const marks = globalThis as unknown as Record<string, unknown>;
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
      const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const later = (work: () => unknown) =>
        new Promise<string>((resolve) =>
          setTimeout(() => {
            try {
              resolve(`ran: ${String(work())}`);
            } catch (thrown) {
              resolve((thrown as Error).name);
            }
          }, 0),
        );
      const add = (markup: string) => {
        const holder = document.createElement('div');
        holder.hidden = true;
        holder.innerHTML = markup;
        document.body.append(holder);
      };
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.head.append(script);
      const remote = document.createElement('script');
      remote.src = `${origin}/script.js`;
      document.head.append(remote);
      add(`<img src="x" onerror="globalThis.handlerRan = true"><img src="${origin}/image.png">
        <iframe src="${origin}/frame"></iframe><iframe srcdoc="<script>parent.frameRan = true</script>"></iframe>
      <object data="${origin}/object"></object><embed src="${origin}/embed"><video src="${origin}/video"></video>
        <link rel="stylesheet" href="${origin}/style.css"><link rel="prefetch" href="${origin}/prefetch">
      <style>@import url(${origin}/import.css); .x { background: url(${origin}/background.png) }</style>
        <div class="x" style="width:1px;height:1px"></div>`);
      // biome-ignore lint/security/noGlobalEval: what must not work
      outcome.eval = await later(() => globalThis.eval('1 + 1'));
      outcome.function = await later(() => new Function('return 2')());
      outcome.fetch = await fetch(`${origin}/fetch`).then(
        () => 'answered',
        (thrown: Error) => thrown.name,
      );
      outcome.ownFetch = await fetch('app://console/index.html').then(
        () => 'answered',
        (thrown: Error) => thrown.name,
      );
      outcome.beacon = String(navigator.sendBeacon(`${origin}/beacon`, 'x'));
      outcome.import = await import(/* @vite-ignore */ `${origin}/module.js`).then(
        () => 'loaded',
        (thrown: Error) => thrown.name,
      );
      outcome.worker = await later(() => new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))));
      outcome.socket = await new Promise<string>((resolve) => {
        try {
          const socket = new WebSocket(origin.replace('http', 'ws'));
          socket.onopen = () => resolve('opened');
          socket.onerror = () => resolve('error');
        } catch (thrown) {
          resolve((thrown as Error).name);
        }
      });
      const form = document.createElement('form');
      form.action = `${origin}/form`;
      form.method = 'post';
      document.body.append(form);
      form.submit();
      while (!expected.every((directive) => violations.includes(directive))) await after(20);
      // What the policy let through all the same would arrive by now.
      await after(200);
      for (const mark of ['inlineRan', 'handlerRan', 'frameRan']) outcome[mark] = String(mark in marks);
      return { outcome, violations: [...new Set(violations)] };
    },
    { origin: outsideOrigin, expected: expectedViolations },
  );
  expect(tried.outcome).toMatchObject({
    eval: 'EvalError',
    function: 'EvalError',
    fetch: 'TypeError',
    ownFetch: 'TypeError',
    import: 'TypeError',
    inlineRan: 'false',
    handlerRan: 'false',
    frameRan: 'false',
  });
  expect(tried.outcome.socket).not.toBe('opened');
  expect(tried.violations).toEqual(expect.arrayContaining(expectedViolations));
  expect(reached).toEqual([]);
});

test('app:// gives out the page’s files and nothing else', async () => {
  const addresses = [
    'app://console/../package.json',
    'app://console/../main/main.cjs',
    'app://console/..%2fmain%2fmain.cjs',
    'app://console/%2e%2e/main/main.js',
    'app://console/%2e%2e%2fmain%2fmain.js',
    'app://console/%252e%252e/main/main.js',
    'app://console/..\\main\\main.js',
    'app://console/..%5cmain%5cmain.js',
    'app://console/assets/../../main/main.js',
    'app://console/assets/..%2f..%2f..%2fpackage.json',
    'app://console//etc/passwd',
    'app://console///etc/passwd',
    'app://console/file:///etc/passwd',
    'app://console/index.html%00.js',
    'app://console/index.html%2f..%2f..%2fmain.js',
    'app://console/assets/',
    'app://console/preload/preload.cjs',
    'app://console.evil/index.html',
    'app://consoleevil/index.html',
    'app://evil.console/index.html',
    'app://console@evil/index.html',
    'app:///index.html',
    'app://CONSOLE.evil/index.html',
    'app://127.0.0.1/index.html',
  ];
  const answers = await console_.app.evaluate(
    async ({ session }, urls) =>
      Promise.all(
        urls.map(async (url) => {
          const answer = await session.defaultSession.fetch(url).catch(() => null);
          return { url, status: answer?.status ?? 0, body: answer ? await answer.text() : '' };
        }),
      ),
    addresses,
  );
  expect(answers.filter(({ status, body }) => (status !== 0 && status < 400) || body.length > 20)).toEqual([]);
  const written = await console_.app.evaluate(async ({ session }) =>
    Promise.all(
      ['POST', 'PUT', 'DELETE'].map((method) =>
        session.defaultSession.fetch('app://console/index.html', { method }).then(
          ({ status }) => status,
          () => 'refused',
        ),
      ),
    ),
  );
  expect(written).toEqual(['refused', 'refused', 'refused']);
});

const elsewhere = [
  'https://www.twilio.com/',
  'https://example.com/',
  'http://127.0.0.1:1/',
  'file:///etc/passwd',
  'data:text/html,<h1>hello</h1>',
  'javascript:document.body.replaceChildren()',
  'blob:app://console/0',
  'app://console.evil/index.html',
  'app://console@evil/index.html',
  'app://evil/index.html',
  'app://console/assets/none.js',
  'view-source:app://console/index.html',
  'chrome://version',
  'devtools://devtools/bundled/inspector.html',
  'mailto:a@example.com',
  'ms-settings:privacy',
];

test('the window goes nowhere and opens nothing', async () => {
  const own = console_.window.url();
  await console_.window.evaluate(() => {
    (globalThis as unknown as { stillHere: boolean }).stillHere = true;
  });
  for (const url of elsewhere) {
    const opened = await console_.window.evaluate(async (to) => {
      const given = window.open(to);
      const link = document.createElement('a');
      link.href = to;
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.target = '_self';
      link.click();
      link.remove();
      window.location.href = to;
      await new Promise((resolve) => setTimeout(resolve, 40));
      return given !== null;
    }, url);
    expect(opened, url).toBe(false);
  }
  const webview = await console_.window.evaluate(async () => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.com/');
    document.body.append(view);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return 'getWebContentsId' in view;
  });
  expect(webview).toBe(false);
  expect(console_.window.url()).toBe(own);
  expect(await console_.window.evaluate(() => 'stillHere' in globalThis)).toBe(true);
  const contents = await console_.app.evaluate(({ webContents, BrowserWindow }) => [
    webContents.getAllWebContents().length,
    BrowserWindow.getAllWindows().length,
  ]);
  expect(contents).toEqual([1, 1]);
});

test('an empty page, which no guard of navigation sees, is left at once and answered nothing', async () => {
  await console_.window.evaluate(() => {
    Object.assign(globalThis, { leaving: true });
    window.location.href = 'about:blank';
  });
  await expect(async () =>
    expect(await console_.window.evaluate(() => ['leaving' in globalThis, location.href])).toEqual([
      false,
      'app://console/index.html',
    ]),
  ).toPass();
  await console_.window.getByRole('heading').first().waitFor();
});

test('a webview is refused where a window allows the tag, and so is a window of another origin', async () => {
  reached.length = 0;
  const held = await console_.app.evaluate(async ({ BrowserWindow, webContents }, origin) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, partition: 'another' } });
    try {
      await window.loadURL(`${origin}/page`);
      await window.webContents.executeJavaScript(
        `document.body.innerHTML = '<webview src="${origin}/webview"></webview>'; 0`,
      );
      await window.webContents.executeJavaScript(
        `window.open('${origin}/popup'); location.href = 'https://example.com/'; 0`,
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      const permissions = await window.webContents.executeJavaScript(
        `Promise.all(['geolocation', 'notifications', 'camera'].map(async (name) => (await ` +
          'navigator.permissions.query({ name })).state))',
      );
      return { url: window.webContents.getURL(), contents: webContents.getAllWebContents().length, permissions };
    } finally {
      window.destroy();
    }
  }, outsideOrigin);
  expect(held).toEqual({ url: `${outsideOrigin}/page`, contents: 2, permissions: ['denied', 'denied', 'denied'] });
  expect(reached.filter((url) => url !== '/page' && url !== '/favicon.ico')).toEqual([]);
});

test('no permission is given, asked for or checked', async () => {
  const answers = await console_.window.evaluate(async () => {
    const name = (thrown: unknown) => (thrown as { name?: string }).name ?? 'refused';
    const query = async (permission: string) =>
      navigator.permissions.query({ name: permission as PermissionName }).then(
        ({ state }) => state,
        (thrown: unknown) => name(thrown),
      );
    return {
      queries: Object.fromEntries(
        await Promise.all(
          ['geolocation', 'notifications', 'clipboard-read', 'camera', 'microphone', 'midi', 'persistent-storage'].map(
            async (permission) => [permission, await query(permission)] as const,
          ),
        ),
      ),
      notification: await Notification.requestPermission(),
      place: await new Promise<number>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve(0),
          (error) => resolve(error.code),
        ),
      ),
      clipboard: await navigator.clipboard.readText().then(() => 'read', name),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', name),
      screen: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'given', name),
    };
  });
  expect(Object.values(answers.queries).filter((state) => state !== 'denied' && state !== 'TypeError')).toEqual([]);
  expect(answers).toMatchObject({ notification: 'denied', place: 1 });
  for (const refused of [answers.clipboard, answers.camera, answers.screen])
    expect(['NotAllowedError', 'NotFoundError', 'NotSupportedError', 'InvalidStateError']).toContain(refused);
});

test('links outside go through one door, to known origins only', async () => {
  await console_.app.evaluate(({ shell }) => {
    const seen: string[] = [];
    (globalThis as unknown as { opened: string[] }).opened = seen;
    shell.openExternal = async (url) => void seen.push(url);
  });
  const good = [
    'https://www.twilio.com/docs/api/errors/30034',
    'https://console.twilio.com/',
    'https://help.twilio.com/articles/1?x=2#y',
  ];
  const bad = [
    'https://www.twilio.com.evil.example/',
    'https://www.twilio.com@evil.example/',
    'https://evil.example/https://www.twilio.com/',
    'https://www.twilio.com:8443/',
    'https://user:pass@www.twilio.com/',
    'http://www.twilio.com/',
    'https://www.twilio.com\\@evil.example/',
    'https://wwwXtwilio.com/',
    'https://www.twilio.com%2eevil.example/',
    'https://WWW.TWILIO.COM.evil.example/',
    'https://xn--twilo-zra.com/',
    ' https://www.twilio.com/',
    'https://www.twilio.com/\n--flag',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'ms-msdt:/id',
    '',
  ];
  const codes = await console_.window.evaluate(
    async (urls) => {
      const { voxanne } = globalThis as unknown as {
        voxanne: { app: { openHelp(request: { url: string }): Promise<{ ok: boolean; error?: { code: string } }> } };
      };
      const answers = [];
      for (const url of urls) answers.push(await voxanne.app.openHelp({ url }));
      return answers.map((answer) => (answer.ok ? 'opened' : answer.error?.code));
    },
    [...good, ...bad],
  );
  expect(codes).toEqual([...good.map(() => 'opened'), ...bad.map(() => 'link.refused')]);
  expect(await console_.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual(good);
});
