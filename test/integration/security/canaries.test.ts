/** The search for secrets is only worth something if it finds them: each form is planted and found. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { formsOf, searchBytes, searchFolders, textCanary, tokenCanary } from './canaries';

const canary = textCanary('planted');
const { value } = canary;

describe('the search finds a secret', () => {
  test.each<[string, Buffer]>([
    ['raw', Buffer.from(`…${value}…`)],
    ['in a JSON document', Buffer.from(JSON.stringify({ a: { b: `x${value}y` } }))],
    [
      'in a Basic authorization',
      Buffer.from(`Authorization: Basic ${Buffer.from(`AC123:${value}`).toString('base64')}`),
    ],
    ['in a Basic authorization, one byte on', Buffer.from(Buffer.from(`AC1234:${value}`).toString('base64'))],
    ['in a Basic authorization, two bytes on', Buffer.from(Buffer.from(`AC12345:${value}`).toString('base64'))],
    ['in base64 for addresses', Buffer.from(Buffer.from(`{"a":"${value}"}`).toString('base64url'))],
    ['in hexadecimal', Buffer.from(Buffer.from(`AC:${value}`).toString('hex'))],
    ['in upper-case hexadecimal', Buffer.from(Buffer.from(value).toString('hex').toUpperCase())],
    ['in an address', Buffer.from(`https://example.test/?token=${encodeURIComponent(value)}`)],
    ['in a form', Buffer.from(new URLSearchParams({ password: value }).toString())],
    ['as Windows and Chromium write text', Buffer.from(`a${value}`, 'utf16le')],
    ['in the middle of binary data', Buffer.concat([Buffer.alloc(5000, 0xff), Buffer.from(value), Buffer.alloc(5000)])],
  ])('%s', (_how, bytes) => {
    expect(searchBytes('here', bytes, [canary])).not.toEqual([]);
  });

  test('in a file at any depth, and in a file’s name', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'voxanne-canary-'));
    const token = tokenCanary('token');
    try {
      await writeFile(path.join(folder, `${token.value}.txt`), 'nothing');
      await writeFile(path.join(folder, 'notes.bin'), Buffer.from(token.value, 'utf16le'));
      expect((await searchFolders([folder], [token])).hits).toHaveLength(2);
      expect((await searchFolders([folder], [tokenCanary('another')])).hits).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

test('no form is so short that it would be found by chance', () => {
  for (const { bytes } of [...formsOf(canary), ...formsOf(tokenCanary('t'))]) expect(bytes.length).toBeGreaterThan(20);
});
