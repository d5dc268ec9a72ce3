/** The log file as it lies on the disk: redacted, one line an entry, bounded, and never on the terminal. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLateLogger } from '../../../src-main/logging/late-logger';
import { createLogger, logFolder } from '../../../src-main/logging/logger';
import { type Canary, searchFolders, tokenCanary } from './canaries';

let profileDir: string;
beforeEach(async () => {
  profileDir = await mkdtemp(path.join(os.tmpdir(), 'voxanne-log-'));
});
afterEach(() => rm(profileDir, { recursive: true, force: true }));

const logged = async () => {
  const folder = logFolder(profileDir);
  const files = await readdir(folder);
  return (await Promise.all(files.sort().map((file) => readFile(path.join(folder, file), 'utf8')))).join('');
};

const sid = `AC${'c3'.repeat(16)}`;
const token = tokenCanary('token');
const secret: Canary = { name: 'API secret', value: `aB${tokenCanary('').value.slice(2)}` };
const basic = Buffer.from(`${sid}:${token.value}`).toString('base64');

test('whatever form a secret comes in, the file does not hold it', async () => {
  const logger = createLogger(profileDir);
  logger.info(`token ${token.value}`);
  logger.info(`{"authToken":"${token.value}","api_secret":"${secret.value}"}`);
  logger.warn(`Authorization: Basic ${basic}`);
  logger.warn(`header was ${basic}`);
  logger.warn(`https://${sid}:${token.value}@api.twilio.com/`);
  logger.info(`TWILIO_AUTH_TOKEN=${token.value} TWILIO_API_SECRET='${secret.value}'`);
  const axiosLike = Object.assign(new Error(`Request failed for ${sid}:${token.value}`), {
    config: { auth: { username: sid, password: token.value }, headers: { Authorization: `Basic ${basic}` } },
    cause: new Error(token.value),
  });
  logger.fault('credentials.check', axiosLike);
  logger.fault('credentials.check', { authToken: token.value });
  logger.fault('credentials.check', token.value);
  const text = await logged();
  expect((await searchFolders([profileDir], [token, secret])).hits).toEqual([]);
  expect(text).not.toContain(basic);
  expect(text.split('\n').filter(Boolean)).toHaveLength(9);
  // What support needs stays.
  expect(text).toContain(sid);
  expect(text).toContain('credentials.check');
});

test('an entry is one line, whatever it is told', async () => {
  const logger = createLogger(profileDir);
  logger.warn('first\n2026-01-01T00:00:00.000Z error forged\r\nanother\u2028third\u001B[2J');
  logger.fault('x', new Error('a\nb'));
  const text = await logged();
  expect(text.trimEnd().split(/[\r\n\u2028]/)).toHaveLength(2);
  expect(text).not.toContain('\u001B');
});

test('the log stays small: a file of 1 MB and one older beside it', async () => {
  const logger = createLogger(profileDir);
  for (let entry = 0; entry < 1500; entry += 1) logger.info(`entry ${entry} ${'words and words '.repeat(120)}`);
  const folder = logFolder(profileDir);
  const files = await readdir(folder);
  expect(files.length).toBe(2);
  for (const file of files) expect((await stat(path.join(folder, file))).size).toBeLessThan(1_100_000);
  expect(await logged()).toContain('entry 1499');
});

test('lines told before the log is read are all there, in their order', async () => {
  const logger = createLateLogger(profileDir);
  for (let entry = 0; entry < 20; entry += 1) logger.info(`entry ${entry}.`);
  logger.fault('x', new Error(token.value));
  await expect.poll(logged).toContain('x: Error');
  const text = await logged();
  expect(text.match(/entry \d+/g)).toEqual(Array.from({ length: 20 }, (_, entry) => `entry ${entry}`));
  expect(text).not.toContain(token.value);
});

test('nothing of it comes out on the terminal', () => {
  const written: unknown[] = [];
  const note = (...said: unknown[]) => {
    written.push(said);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(note);
  vi.spyOn(process.stderr, 'write').mockImplementation(note);
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation(note);
  const logger = createLogger(profileDir);
  logger.info('hello');
  logger.warn('hello');
  logger.fault('hello', new Error('hello'));
  vi.restoreAllMocks();
  expect(written).toEqual([]);
});
