/** What set-up runs as root comes from the system's folders, whatever stands first in PATH. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const setup = path.resolve(import.meta.dirname, '../../../scripts/setup');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-path-'));
  for (const name of ['sudo', 'apt-get', 'apt-cache', 'ldconfig']) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\necho ${name} >> '${folder}/ran'\nexit 0\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a piece of set-up with that folder first in PATH. */
const run = (program: string) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: setup,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH ?? ''}`, SETUP: setup },
  });
const from = (file: string) => `await import(\`\${process.env.SETUP}/${file}\`)`;

describe.skipIf(process.platform !== 'linux')('with a folder of the user’s first in PATH', () => {
  test('no program that runs as root is found in it', () => {
    const said = run(`const { findSystemProgram } = ${from('programs.mjs')};
      const names = ['sudo', 'apt-get', 'apt-cache', 'ldconfig'];
      console.log(JSON.stringify(names.map((name) => findSystemProgram(name) ?? null)));`);
    for (const place of JSON.parse(said.stdout) as (string | null)[])
      expect(place ?? '/usr/bin/').toMatch(/^\/(usr\/)?s?bin\//);
  });

  test('what root starts looks for its programs in the system’s folders', () => {
    run(`process.getuid = () => 0;
      const { asAdministrator } = ${from('administrator.mjs')};
      await asAdministrator(['/bin/sh', '-c', 'echo $PATH > "${folder}/path"'], 'to try', 'by hand');`);
    expect(readFileSync(path.join(folder, 'path'), 'utf8').trim()).toBe('/usr/sbin:/usr/bin:/sbin:/bin');
  });

  test('its sudo is never asked', () => {
    run(`process.getuid = () => 1000;
      const { asAdministrator } = ${from('administrator.mjs')};
      await asAdministrator(['/bin/true'], 'to try', 'by hand').catch(() => undefined);`);
    expect(existsSync(path.join(folder, 'ran'))).toBe(false);
  });

  test('set-up names none of them without their folder', () => {
    for (const file of ['administrator.mjs', 'system-packages.mjs'])
      expect(readFileSync(path.join(setup, file), 'utf8')).not.toMatch(
        /(?:findProgram|capture|foreground)\('(?:sudo|apt-get|apt-cache|ldconfig)'/,
      );
  });
});
