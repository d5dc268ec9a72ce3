/**
 * Takes a picture of every screen and its main states, in both themes and two sizes. For people who look at the design;
 * no test.
 *
 *   npm run -s session -- node test/e2e/look.ts OUT_DIR [WALK…]
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Console, launchConsole } from './driver/launch.ts';
import { takePicture, themes } from './driver/pictures.ts';
import { type Walk, walkAlong, walks } from './walks/index.ts';

const sizes = [
  [1024, 700],
  [1440, 900],
] as const;

/** Called at each stop, while the window shows it. */
type Camera = (console: Console, state: string) => Promise<void>;

async function photograph(walk: Walk, camera: Camera): Promise<void> {
  const profileDir = mkdtempSync(path.join(tmpdir(), 'voxanne-look-'));
  try {
    await walkAlong(walk, (env) => launchConsole(profileDir, env), camera);
  } finally {
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

const pictures =
  (folder: string): Camera =>
  async (console, state) => {
    for (const size of sizes)
      for (const theme of themes)
        await takePicture(console, { theme, size }, path.join(folder, `${state}-${theme}-${size[0]}.png`));
    process.stdout.write(`${state}\n`);
  };

const [target, ...names] = process.argv.slice(2);
if (target === undefined) {
  process.stderr.write('Say where the pictures go: test/e2e/look.ts OUT_DIR\n');
  process.exitCode = 2;
} else {
  mkdirSync(target, { recursive: true });
  for (const walk of walks.filter(({ name }) => names.length === 0 || names.includes(name)))
    await photograph(walk, pictures(path.resolve(target)));
}
