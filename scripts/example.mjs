// @ts-check
// npm run example [-- --package FILE] [--node FILE]
// Practises everything that a receptionist's backend does with a clinic's accounts (examples/receptionist), with a
// PostgreSQL of its own, a console, and simulated accounts. Nothing is sent to anybody, and nothing is left behind.
// --package takes a tarball of @voxanne/receptionist instead of packing this checkout's; --node names what the backend
// runs on.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packReceptionist } from './package/receptionist.mjs';
import { ROOT, readJson, STATE_DIR } from './setup/paths.mjs';
import { prepareCommandLine } from './setup/prepare.mjs';
import { foreground } from './setup/run.mjs';
import { runMain, step } from './setup/say.mjs';

await runMain(async () => {
  const file = { type: /** @type {const} */ ('string') };
  const { values: given } = parseArgs({ options: { package: file, node: file } });
  const node = await prepareCommandLine();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voxanne-example-'));
  try {
    const practice = path.join(STATE_DIR, `example-${process.pid}.mjs`);
    const tarball = await step('Preparing the example', async () => {
      const { build } = await import('rolldown');
      await build({
        input: path.join(ROOT, 'examples', 'receptionist', 'practice', 'main.ts'),
        platform: 'node',
        external: ['pg'],
        logLevel: 'silent',
        output: { file: practice, format: 'es', codeSplitting: false },
      });
      const version = String(readJson(path.join(ROOT, 'package.json')).version);
      return given.package ?? packReceptionist({ output: folder, made: path.join(folder, 'made'), version });
    });
    try {
      return await foreground(node, [practice, ROOT, folder, tarball, given.node ?? node], { cwd: folder });
    } finally {
      fs.rmSync(practice, { force: true });
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
