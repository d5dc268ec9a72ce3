/**
 * A provider that answers with malice or by accident, seen from the window and from the terminal: text only, no
 * credentials, no hang.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src-main/cli/program';
import { createTerminal } from '../../../src-main/cli/terminal';
import { appErrorSchema } from '../../../src-shared/errors';
import { type Canary, searchFolders, searchText, tokenCanary } from './canaries';
import {
  answerJson,
  echoes,
  type HostileTwilio,
  type Misbehaviour,
  recipientNumber,
  senderNumber,
  startHostileTwilio,
} from './hostile-twilio';
import { type OpenConsole, openConsole } from './workspace';

const sid = `AC${'c3'.repeat(16)}`;
let token: Canary;
let server: HostileTwilio;
let console_: OpenConsole;
let organizationId: string;

beforeEach(async () => {
  token = tokenCanary('auth token');
  server = await startHostileTwilio(new Map([[sid, token.value]]));
  console_ = await openConsole(server.origin);
  organizationId = (await console_.call('organizations.add', { name: 'Sunrise', timeZone: 'UTC', country: 'US' })).id;
});
afterEach(async () => {
  await console_.close();
  await server.close();
});

const verify = () =>
  console_.answer('credentials.verify', {
    organizationId,
    provider: 'twilio',
    methodId: 'auth-token',
    fields: { accountSid: sid, authToken: token.value },
    importId: null,
  });

async function connect(): Promise<void> {
  const { verificationId } = await console_.call('credentials.verify', {
    organizationId,
    provider: 'twilio',
    methodId: 'auth-token',
    fields: { accountSid: sid, authToken: token.value },
    importId: null,
  });
  await console_.call('credentials.save', { organizationId, provider: 'twilio', verificationId, choice: senderNumber });
}

/** Every way to the provider that the window has; the replies, whatever they are. */
async function everyCall(): Promise<unknown[]> {
  const ref = { organizationId, provider: 'twilio' as const };
  const requests = [
    ['credentials.check', ref],
    ['credentials.options', ref],
    ['credentials.choose', { ...ref, choice: senderNumber }],
    ['messages.recipients', ref],
  ] as const;
  // Side by side: each waits through its own retries.
  const replies: unknown[] = await Promise.all([
    verify(),
    ...requests.map(([channel, request]) => console_.answer(channel, request)),
  ]);
  replies.push(
    await console_.answer('credentials.list', { organizationId }),
    await console_.answer('organizations.list', {}),
  );
  return replies;
}

async function runTest(): Promise<unknown> {
  const ref = { organizationId, provider: 'twilio' as const };
  const run = await console_.call('test.start', { ...ref, to: recipientNumber, only: null });
  const timer = setTimeout(() => void console_.call('test.stop', { ...ref, runId: run.id }), 400);
  await (await console_.workspace.connections()).tests.waitFor(organizationId, 'twilio', run.id);
  clearTimeout(timer);
  return console_.call('test.history', { ...ref, limit: 5 });
}

describe('credentials in an answer come back nowhere', () => {
  test.each(Object.keys(echoes))('%s', { timeout: 120_000 }, async (name) => {
    await connect();
    server.answerWith(echoes[name] ?? null);
    const replies = [
      ...(await everyCall()),
      await runTest(),
      await console_.call('audit.list', { organizationId: null, before: null, limit: 200, search: '', outcome: null }),
    ];
    const said = JSON.stringify({ replies, events: console_.events });
    expect(searchText('replies and events', said, [token])).toEqual([]);
    expect((await searchFolders([console_.profileDir], [token])).hits).toEqual([]);
    expect(console_.faults).toEqual([]);
  });
});

describe('an answer of any shape ends in words', () => {
  const deep = (depth: number) => `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`;
  const shapes: [string, Misbehaviour][] = [
    ['nested 100,000 deep', (_asked, answer) => answerJson(answer, 200, deep(100_000))],
    ['a refusal nested 100,000 deep', (_asked, answer) => answerJson(answer, 400, deep(100_000))],
    [
      'a field nested 100,000 deep',
      (_asked, answer) =>
        answerJson(
          answer,
          200,
          `{"sid":"${sid}","friendly_name":${deep(100_000)},"incoming_phone_numbers":[${deep(50_000)}]}`,
        ),
    ],
    [
      '100,000 keys',
      (_asked, answer) =>
        answerJson(answer, 200, `{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`),
    ],
    [
      'prototype keys',
      (_asked, answer) =>
        answerJson(
          answer,
          200,
          '{"__proto__":{"status":"suspended","polluted":true},"constructor":{"prototype":{"polluted":true}},' +
            '"sid":"x","incoming_phone_numbers":[{"__proto__":{"polluted":1},"phone_number":"+14155550100",' +
            '"capabilities":{"__proto__":{"sms":false}}}]}',
        ),
    ],
    [
      'numbers where texts belong',
      (_asked, answer) =>
        answerJson(answer, 200, {
          sid: 1,
          friendly_name: 1e308,
          type: {},
          status: [],
          incoming_phone_numbers: { length: 3 },
          balance: [],
        }),
    ],
    [
      'nulls',
      (_asked, answer) =>
        answerJson(answer, 200, {
          sid: null,
          friendly_name: null,
          type: null,
          status: null,
          incoming_phone_numbers: [null, null],
        }),
    ],
    [
      'a code that is an object',
      (_asked, answer) => answerJson(answer, 400, { code: { toString: 1 }, message: ['x'], more_info: 7 }),
    ],
    ['a list of lists', (_asked, answer) => answerJson(answer, 200, [[[]]])],
    ['a status of its own invention', (_asked, answer) => answerJson(answer, 299, { sid })],
    ['another status of its own invention', (_asked, answer) => answerJson(answer, 799, { sid })],
    [
      'compressed rubbish',
      (_asked, answer) =>
        void answer.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end('not gzip'),
    ],
    [
      'a wrong length',
      (_asked, answer) =>
        void answer.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '10' }).end('{"sid":"AC'),
    ],
    [
      'header after header',
      (_asked, answer) =>
        void answer
          .writeHead(200, Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`X-${n}`, 'x'.repeat(200)])))
          .end('{}'),
    ],
    ['no HTTP at all', (_asked, answer) => void answer.socket?.end('SSH-2.0-OpenSSH_9.9\r\n')],
  ];
  test.each(shapes)('%s', { timeout: 120_000 }, async (_name, misbehave) => {
    await connect();
    server.answerWith(misbehave);
    for (const reply of await everyCall()) {
      const result = reply as { ok: boolean; error?: unknown };
      if (!result.ok) {
        expect(appErrorSchema.parse(result.error).code).not.toBe('internal');
        expect(appErrorSchema.parse(result.error).code).not.toBe('ipc.request-invalid');
      }
    }
    expect(console_.faults).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await console_.call('audit.verify', {})).intact).toBe(true);
  });

  test('more than 2 MiB, compressed to almost nothing, is thrown away', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.from(`{"sid":"${'x'.repeat(64 * 1024 * 1024)}"}`));
    server.answerWith(
      (_asked, answer) =>
        void answer.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(bomb),
    );
    const before = process.memoryUsage().rss;
    expect(await verify()).toMatchObject({ ok: false, error: { code: 'network.too-large' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i to another host is not followed, by a look-up or by a send',
    async (status) => {
      const arrived: http.IncomingHttpHeaders[] = [];
      const elsewhere = http.createServer((request, answer) => {
        arrived.push(request.headers);
        answer.end('{}');
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
      const { port } = elsewhere.address() as AddressInfo;
      try {
        await connect();
        server.answerWith(
          ({ path: asked }, answer) =>
            void answer.writeHead(status, { Location: `http://localhost:${port}${asked}` }).end(),
        );
        expect(await verify()).toMatchObject({ ok: false, error: { code: 'network.redirect' } });
        await runTest();
        expect(arrived).toEqual([]);
      } finally {
        elsewhere.close();
      }
    },
  );
});

/** Markup, a terminal's escapes in both forms, a bell, a line break, and text that runs backwards. */
const nasty =
  '<img src=x onerror=alert(1)>\u001B]0;owned\u0007\u001B[2J\u009B31m\u0000\r\nFAKE LINE\u202Eevil\u2066\uFEFF';
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
const steers = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
const named = ({ path: asked }: { path: string }, answer: http.ServerResponse) =>
  answerJson(answer, asked.includes('Balance') ? 400 : 200, {
    sid,
    friendly_name: nasty,
    type: nasty,
    status: 'active',
    code: nasty,
    message: nasty,
    more_info: `https://www.twilio.com/${nasty}`,
    incoming_phone_numbers: [
      { sid: 'PN1', phone_number: senderNumber, friendly_name: nasty, capabilities: { sms: true } },
    ],
    outgoing_caller_ids: [{ phone_number: recipientNumber, friendly_name: nasty }],
    messages: [],
  });
const refusing: Misbehaviour = (_asked, answer) =>
  answerJson(answer, 400, { code: 99999, message: nasty, more_info: `javascript:alert(1)//${nasty}` });

describe('names and messages are text and nothing else', () => {
  test('to the window: no control characters, no text that runs backwards, no link but a known one', async () => {
    await connect();
    for (const misbehave of [named, refusing]) {
      server.answerWith(misbehave);
      const replies = await everyCall();
      const texts: string[] = [];
      JSON.stringify([replies, console_.events], (key, value: unknown) => {
        if (typeof value === 'string') texts.push(value);
        if (key === 'helpUrl') expect(value).toMatch(/^https:\/\/(www|help|console)\.twilio\.com\//);
        return value;
      });
      expect(texts.filter((text) => steers.test(text) || text.includes('\n'))).toEqual([]);
    }
  });

  async function look(file: string, folder: string, more: string[]): Promise<void> {
    const written: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString());
        done();
      },
    }) as unknown as NodeJS.WriteStream;
    const terminal = createTerminal({ stdin: process.stdin, stdout: stream, stderr: stream });
    const args = ['sms-test', '--env-file', file, '--dry-run', ...more];
    await runProgram(
      args,
      { VOXANNE_TWILIO_URL: server.origin, VOXANNE_PROFILE_DIR: folder },
      terminal,
      new AbortController().signal,
    );
    const said = written.join('');
    expect(said).not.toMatch(steers);
    expect(said).not.toMatch(/^FAKE LINE/m);
    expect(searchText('the terminal', said, [token])).toEqual([]);
  }

  test('to the terminal: neither as text nor as JSON does it steer', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-security-cli-'));
    try {
      const file = path.join(folder, 'clinic.env');
      await writeFile(
        file,
        `TWILIO_ACCOUNT_SID=${sid}\nTWILIO_AUTH_TOKEN=${token.value}\nTWILIO_PHONE_NUMBER=${senderNumber}\n` +
          `TEST_PHONE_NUMBER=${recipientNumber}\n`,
      );
      for (const misbehave of [named, refusing, ...Object.values(echoes)]) {
        server.answerWith(misbehave);
        await Promise.all([[], ['--json']].map((more) => look(file, folder, more)));
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }, 120_000);
});

test('a file with the token in the wrong line keeps it from the window', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-security-env-'));
  try {
    const file = path.join(folder, 'swapped.env');
    await writeFile(file, `TWILIO_ACCOUNT_SID=${token.value}\nTWILIO_AUTH_TOKEN=${sid}\n`);
    console_.chosen.file = file;
    const reply = await console_.call('credentials.importFile', { organizationId, provider: 'twilio' });
    expect(searchText('the reply', JSON.stringify(reply), [token])).toEqual([]);
    const importId = reply.imported?.importId ?? '';
    const refused = await console_.answer('credentials.verify', {
      organizationId,
      provider: 'twilio',
      methodId: 'auth-token',
      fields: {},
      importId,
    });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'credentials.invalid-field', message: expect.stringContaining('auth token') },
    });
    expect(server.asked).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
