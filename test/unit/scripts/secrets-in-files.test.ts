import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ROOT } from '../../../scripts/setup/paths.mjs';
import { capture } from '../../../scripts/setup/run.mjs';
import { SECRETS_IN_FILES } from '../../../scripts/setup/test-stage.mjs';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

// Put together here, so that no file of the project holds it.
const token = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`;

/** What the check says of a folder with this file. */
function checked(name: string, text: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'voxanne-secrets-'));
  folders.push(folder);
  copyFileSync(path.join(ROOT, '.secretlintrc.json'), path.join(folder, '.secretlintrc.json'));
  writeFileSync(path.join(folder, '.gitignore'), '/dist/\n*.log\n');
  writeFileSync(path.join(folder, name), text);
  return capture(process.execPath, SECRETS_IN_FILES, { cwd: folder });
}

test('a token in a file is found and named, not shown', async () => {
  const { status, stdout } = await checked('notes.md', `It works with ${token}.\n`);
  expect(status).toBe(1);
  expect(stdout).toContain('notes.md');
  expect(stdout).toContain('GITHUB_TOKEN');
  expect(stdout).not.toContain(token);
});

test('a file without one passes, and so does what Git ignores', async () => {
  expect(await checked('notes.md', 'It works with the token of the clinic.\n')).toMatchObject({ status: 0 });
  expect(await checked('trace.log', token)).toMatchObject({ status: 0 });
});
