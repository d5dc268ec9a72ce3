/** Files that people have: saved by Windows, and with keys named as other programs name them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEnvFile } from '../../../../src-main/credentials/env-import';
import { googleDescriptor } from '../../../../src-shared/providers/google/descriptor';

const id = '123456789012-abcdefghijklmnop.apps.googleusercontent.com';
const secret = 'GOCSPX-abcdefghijklmnopqrstuvwxyz12';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-env-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (content: string | Buffer) => {
  const file = path.join(folder, 'clinic.env');
  writeFileSync(file, content);
  return readEnvFile(file, googleDescriptor);
};

describe('Google’s keys', () => {
  test.each([
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    ['GOOGLE_OAUTH_CLIENT_ID', 'GOOGLE_OAUTH_CLIENT_SECRET'],
    ['GOOGLE_CALENDAR_CLIENT_ID', 'GOOGLE_CALENDAR_CLIENT_SECRET'],
    ['GOOGLE_API_CLIENT_ID', 'GOOGLE_API_CLIENT_SECRET'],
    ['GCAL_CLIENT_ID', 'GCAL_CLIENT_SECRET'],
    ['AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET'],
  ])('%s and %s are taken, and said so', async (idKey, secretKey) => {
    const found = await read(`${idKey}=${id}\n${secretKey}="${secret}"\n`);
    expect(found).toMatchObject({ fields: { clientId: id, clientSecret: secret }, taken: [idKey, secretKey] });
  });

  test('one that only ends like a known key is named', async () => {
    await expect(read(`SUNRISE_GOOGLE_CLIENT_ID=${id}\n`)).rejects.toMatchObject({
      data: {
        code: 'import.nothing-found',
        cause: expect.stringContaining(' SUNRISE_GOOGLE_CLIENT_ID: Not a Google Calendar setting'),
      },
    });
  });
});

test.each([
  ['UTF-16 with a byte-order mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-8 with a byte-order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
])('a file in %s is read', async (_name, encode) => {
  const found = await read(encode(`GOOGLE_CLIENT_ID=${id}\r\nGOOGLE_CLIENT_SECRET=${secret}\r\n`));
  expect(found.fields).toEqual({ clientId: id, clientSecret: secret });
});
