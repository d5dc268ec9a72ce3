/** An export of the activity that a stranger can verify with the documented script and the public key. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newProfileDir } from '../../unit/main/vault/profile';
import { runCli } from '../google/cli';

const script = path.resolve(import.meta.dirname, '../../../docs/verify-audit.mjs');
const verified = (file: string, key: string) => spawnSync(process.execPath, [script, file, key]).status;

test('a signed export verifies; any change of it, another key, and a missing line do not', async () => {
  const folder = newProfileDir();
  const cli = (...args: string[]) => runCli(folder, args, { VOXANNE_PASSPHRASE: 'four words for a kit' });
  expect((await cli('organizations', 'add', 'Sunrise Dental')).code).toBe(0);
  const file = path.join(folder, 'activity.jsonl');
  expect((await cli('audit', 'export', '--signed', '--output', file)).code).toBe(0);
  const key = (await cli('audit', 'key')).stdout.trim();
  expect(verified(file, key)).toBe(0);
  const text = readFileSync(file, 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(JSON.parse(lines.at(-2) ?? '')).toMatchObject({ intact: true, checked: 1 });

  const changed = path.join(folder, 'changed.jsonl');
  const write = (content: string) => writeFileSync(changed, content);
  write(text.replace('Sunrise', 'Sunset!'));
  expect(verified(changed, key)).toBe(1);
  write(`${lines.slice(1).join('\n')}\n`);
  expect(verified(changed, key)).toBe(1);
  const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  expect(verified(file, other)).toBe(1);
});
