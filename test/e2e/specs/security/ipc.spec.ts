/** The one door of the main process: which calls it has, whom it answers, and whom it tells of events. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { callChannels } from '../../../../src-shared/ipc/channels';
import { expect, root, test } from '../../driver';

/** Calls one function of each domain, and one that changes something; run inside the page. */
const calls = `typeof voxanne === 'undefined' ? 'no bridge' : Promise.all([
  voxanne.app.status({}),
  voxanne.settings.get({}),
  voxanne.organizations.list({}),
  voxanne.organizations.add({ name: 'Intruder', timeZone: 'UTC', country: 'US' }),
  voxanne.audit.list({ organizationId: null, before: null, limit: 10, search: '', outcome: null }),
]).then((answers) => answers.map((answer) => (answer.ok ? 'ok' : answer.error.code)))`;
const refused = Array(5).fill('ipc.sender-refused');

test('registered are exactly the calls of the contract', async ({ start, twilio }) => {
  const { app, window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  await window.getByRole('heading').first().waitFor();
  const registered = await app.evaluate(({ ipcMain }) => {
    // Not in the type definitions: the map that `ipcMain.handle` fills.
    const { _invokeHandlers } = ipcMain as unknown as { _invokeHandlers: Map<string, unknown> };
    return { calls: [..._invokeHandlers.keys()], listeners: ipcMain.eventNames().map(String) };
  });
  expect(registered.calls.sort()).toEqual([...callChannels].sort());
  // Electron’s own.
  expect(registered.listeners).toEqual(['error']);
});

test('only the console’s own top frame is answered and told', async ({ start, twilio }) => {
  const { app, window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  await window.getByRole('heading').first().waitFor();
  const server = http.createServer((_request, answer) =>
    answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>foreign</title><p>foreign'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const foreign = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const preload = path.join(root, 'dist/preload/preload.cjs');
  try {
    const pages = [
      'about:blank',
      foreign,
      'data:text/html,<p>data',
      'app://console.evil/index.html',
      'app://consoleevil/',
    ];
    const answers = await app.evaluate(
      async ({ BrowserWindow, session }, { pages: urls, preload: script, calls: code }) => {
        const results: Record<string, unknown> = {};
        const windowOf = (more: Electron.WebPreferences = {}) =>
          new BrowserWindow({
            show: false,
            webPreferences: { preload: script, contextIsolation: true, sandbox: true, ...more },
          });
        const listen =
          'globalThis.told = []; globalThis.voxanne?.on["organizations.changed"]((payload) => told.push(payload)); 0';
        // Our own scheme serves no page at a look-alike host, and no page of ours may be framed: a session of the
        // test's own serves both.
        session.fromPartition('frames').protocol.handle('app', ({ url }) => {
          const body =
            url === 'app://console/index.html' ? '<iframe src="app://console/inner.html"></iframe>' : '<p>inner';
          return new Response(body, { headers: { 'Content-Type': 'text/html' } });
        });
        const open: Electron.BrowserWindow[] = [];
        for (const url of urls) {
          const window = windowOf(url.startsWith('app:') ? { partition: 'frames' } : {});
          open.push(window);
          await window.loadURL(url);
          await window.webContents.executeJavaScript(listen);
          results[url] = await window.webContents.executeJavaScript(code);
        }

        // The same preload also inside frames.
        const host = windowOf({ nodeIntegrationInSubFrames: true, partition: 'frames' });
        open.push(host);
        // The guards keep every frame empty; here it is the door behind them that is tried.
        host.webContents.removeAllListeners('will-frame-navigate');
        await host.loadURL('app://console/index.html');
        const [inner] = host.webContents.mainFrame.frames;
        results.innerUrl = inner?.url;
        results['a frame at our own address'] = await inner?.executeJavaScript(code);
        results['the top frame around it'] = await host.webContents.executeJavaScript(
          'voxanne.settings.get({}).then((answer) => answer.ok)',
        );

        // An event that the console does get.
        const own = BrowserWindow.getAllWindows().find((one) => !open.includes(one));
        await own?.webContents.executeJavaScript(
          `${listen}; voxanne.organizations.add({ name: 'Sunrise Dental', timeZone: 'UTC', country: 'US' ` +
            '}).then(() => 0)',
        );
        const toldOwn = () => own?.webContents.executeJavaScript('told.length');
        while ((await toldOwn()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        results.toldOwn = await toldOwn();
        const told: number[] = [];
        for (const window of open.slice(0, urls.length))
          told.push(await window.webContents.executeJavaScript('told.length'));
        results.toldForeign = told;
        for (const window of open) window.destroy();
        return results;
      },
      { pages, preload, calls },
    );
    for (const page of pages) expect(answers[page], page).toEqual(refused);
    expect(answers.innerUrl).toBe('app://console/inner.html');
    expect(answers['a frame at our own address']).toEqual(refused);
    expect(answers['the top frame around it']).toBe(true);
    expect(answers.toldOwn).toBe(1);
    expect(answers.toldForeign).toEqual(pages.map(() => 0));
    const names = await window.evaluate(async () => {
      const { voxanne } = globalThis as unknown as {
        voxanne: {
          organizations: { list(request: object): Promise<{ value: string }> };
        };
      };
      const { organizations } = JSON.parse((await voxanne.organizations.list({})).value);
      return organizations.map(({ name }: { name: string }) => name);
    });
    expect(names).toEqual(['Sunrise Dental']);
  } finally {
    server.close();
  }
});

test('odd values over the real wire are refused by name', async ({ start, twilio }) => {
  const { app, window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
  await window.getByRole('heading').first().waitFor();
  const codes = await window.evaluate(async () => {
    type Call = (...request: unknown[]) => Promise<{ ok: boolean; error?: { code: string } }>;
    const { on: _events, ...domains } = (globalThis as unknown as { voxanne: Record<string, Record<string, Call>> })
      .voxanne;
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    const odd: unknown[] = [
      undefined,
      null,
      0,
      Number.NaN,
      'x',
      [],
      [{}],
      new Map([['a', 1]]).entries().toString(),
      new Uint8Array(9),
      { x: loop },
      { x: 1 },
      'x'.repeat(2_000_000),
      10n,
      true,
      { constructor: 1 },
    ];
    const answers = new Set<string>();
    let made = 0;
    for (const domain of Object.values(domains)) {
      for (const call of Object.values(domain)) {
        for (const value of odd) {
          made += 1;
          answers.add(
            await call(value).then(
              (answer) => (answer.ok ? 'accepted' : (answer.error?.code ?? 'unnamed')),
              () => 'never left the page',
            ),
          );
        }
        // What cannot be copied never leaves the page.
        await call(() => 1).then(
          () => answers.add('copied a function'),
          () => undefined,
        );
      }
    }
    return { made, answers: [...answers].sort() };
  });
  expect(codes.answers).toEqual(['ipc.request-invalid']);
  expect(codes.made).toBe(callChannels.length * 15);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
