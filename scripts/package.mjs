// @ts-check
// npm run package [-- --release [--sign]] [-- --drivable]
// Makes the program that people install. Without options it is a rehearsal: the same steps and the same files, on the
// Electron that set-up chose, under a version that says so, never published. --drivable leaves inspection on, so that
// tests can drive the packaged program.
import fs from 'node:fs';
import path from 'node:path';
import { makeDeb } from './package/debian.mjs';
import { readFacts } from './package/facts.mjs';
import { writeLicences } from './package/licences.mjs';
import { builderArguments, planPackage } from './package/plan.mjs';
import { writeSbom } from './package/sbom.mjs';
import { removeStrangers } from './package/strangers.mjs';
import { inModules, ROOT } from './setup/paths.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { foreground } from './setup/run.mjs';
import { runMain, SetupError, say } from './setup/say.mjs';

/** The folder of a runtime: on macOS the executable is deep inside an .app. @param {string} executable */
function distFolder(executable) {
  const bundle = executable.indexOf('.app/Contents/');
  return bundle === -1 ? path.dirname(executable) : path.dirname(executable.slice(0, bundle + '.app'.length));
}

await runMain(async () => {
  const { node, runtime } = await prepareWindow({});
  const args = process.argv.slice(2);
  const facts = await readFacts(runtime);
  const plan = planPackage(args, facts);
  if (plan.refusals.length > 0) throw new SetupError(plan.refusals.join('\n'));
  const output = path.join(ROOT, plan.output);
  fs.rmSync(output, { recursive: true, force: true });
  fs.mkdirSync(output, { recursive: true });
  const made = path.join(ROOT, 'release', 'made');
  fs.mkdirSync(made, { recursive: true });
  writeLicences(path.join(made, 'licences.txt'));
  await writeSbom(node, path.join(made, 'sbom.cdx.json'));

  const status = await foreground(
    node,
    [
      inModules('electron-builder', 'cli.js'),
      ...builderArguments(plan, {
        electronDist: distFolder(runtime.executablePath),
        electronVersion: runtime.version,
        // The folder first: what is tested is what the installers are then made of.
        targets: ['--dir'],
        sign: args.includes('--sign'),
      }),
    ],
    { cwd: ROOT },
  );
  if (status !== 0) return status;
  if (process.platform === 'linux') {
    const unpacked = path.join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
    removeStrangers(unpacked);
    if (!plan.drivable) {
      const file = await makeDeb({ unpacked, output, version: plan.version, arch: process.arch, date: facts.date });
      say(`Made ${path.relative(ROOT, file)}.`);
    }
  }
  say(`${plan.release ? 'Release' : 'Rehearsal'} ${plan.version}: ${plan.output}`);
  return 0;
});
