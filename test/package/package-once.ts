/** Packages the program once, before the tests of the package. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findUnpacked } from '../../scripts/package/unpacked.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
const output = path.join(root, 'release', 'rehearsal');

/** Where the program is, once it is made: the whole of it, its executable, and what lies beside its code. */
export function program() {
  const unpacked = findUnpacked(output);
  const isMac = process.platform === 'darwin';
  const executable = isMac
    ? 'Contents/MacOS/Voxanne Console'
    : process.platform === 'win32'
      ? 'Voxanne Console.exe'
      : 'voxanne-console';
  return {
    unpacked,
    executable: path.join(unpacked, executable),
    resources: path.join(unpacked, isMac ? 'Contents/Resources' : 'resources'),
  };
}

/** What the system's launcher puts before a command, up to the `--` that ends it. */
export function commandWords(): string[] {
  if (process.platform !== 'linux') return ['--cli', '--'];
  const launcher = readFileSync(path.join(root, 'build/linux/voxanne-console.sh'), 'utf8');
  const words = /exec "\$program" (--no-sandbox .* --cli --) "\$@"/.exec(launcher)?.[1];
  if (words === undefined) throw new Error('The launcher starts commands in another way.');
  return words.split(' ');
}

/** The .deb; null where none can be made. */
export function findDeb(): string | null {
  const name = existsSync(output) ? readdirSync(output).find((file) => file.endsWith('.deb')) : undefined;
  return name === undefined ? null : path.join(output, name);
}

export default function setup(): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/package.mjs'], {
    cwd: root,
    encoding: 'utf8',
  });
  process.stderr.write(`${[...`${stdout}${stderr}`.matchAll(/^Not made: .*$/gm)].join('\n')}\n`.trimStart());
  if (status !== 0) throw new Error(`The package could not be made:\n${stdout}${stderr}`);
}
