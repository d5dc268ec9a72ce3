/** Packages the program once, before the tests of the package. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
export const output = path.join(root, 'release', 'rehearsal');
export const unpacked = path.join(output, 'linux-unpacked');
export const resources = path.join(unpacked, 'resources');

export default function setup(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/package.mjs'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The package could not be made:\n${stderr}`);
}
