/**
 * Set-up of vitest: the storage thread as one file, as the program has it. A run starts thousands of such threads, and
 * each would read the types out of all its sources anew, which takes five times as long.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'rolldown';

const root = path.resolve(import.meta.dirname, '../..');

/** @returns what takes the file away */
export default async function setup(): Promise<() => void> {
  // Native packages are found from there.
  const cache = path.join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'storage-worker-'));
  const file = path.join(folder, 'storage-worker.cjs');
  await build({
    input: path.join(root, 'src-main/storage/storage-worker.ts'),
    platform: 'node',
    external: ['better-sqlite3'],
    logLevel: 'silent',
    output: { codeSplitting: false, file, format: 'cjs' },
  });
  process.env.VOXANNE_TEST_STORAGE_WORKER = file;
  return () => rmSync(folder, { recursive: true, force: true });
}
