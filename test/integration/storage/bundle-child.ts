/** Child processes for tests that kill them: a TypeScript file, bundled once into one that plain Node runs. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';

/** The bundle of `entry`, inside `node_modules/.cache` so that native packages are found from it. */
export async function bundleChild(entry: string): Promise<string> {
  const root = join(__dirname, '../../..');
  const { mkdirSync } = await import('node:fs');
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const file = join(mkdtempSync(join(cache, 'child-')), 'child.cjs');
  await build({
    input: join(__dirname, entry),
    platform: 'node',
    external: ['better-sqlite3', 'keytar', /^twilio/],
    logLevel: 'silent',
    output: {
      codeSplitting: false,
      file,
      format: 'cjs',
    },
  });
  return file;
}
