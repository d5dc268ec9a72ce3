// @ts-check
// npm run package [-- --release [--sign]] [-- --drivable] [-- --installers]
// Makes the program that people install. Without options it is a rehearsal: the same steps and the same files, on the
// Electron that set-up chose, under a version that says so, never published. --drivable leaves inspection on, so that
// tests can drive the packaged program. --installers fetches what makes AppImage, NSIS, DMG and zip; a rehearsal makes
// them only where that is there already.
import fs from 'node:fs';
import path from 'node:path';
import { writeChecksums } from './package/checksums.mjs';
import { debToolsMissing, makeDeb } from './package/debian.mjs';
import { readFacts } from './package/facts.mjs';
import { configuredFeed, notesOf, updateKeys, writeFeeds, writeUpdateFacts } from './package/feed.mjs';
import { isCached, planInstallers } from './package/installers.mjs';
import { writeLicences } from './package/licences.mjs';
import { builderArguments, planPackage } from './package/plan.mjs';
import { packReceptionist } from './package/receptionist.mjs';
import { writeSbom } from './package/sbom.mjs';
import { findUnpacked, removeStrangers } from './package/unpacked.mjs';
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
  const feed = plan.release ? configuredFeed(fs.readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')) : null;
  const keys = updateKeys({ release: plan.release, feed });
  const output = path.join(ROOT, plan.output);
  fs.rmSync(output, { recursive: true, force: true });
  fs.mkdirSync(output, { recursive: true });
  const made = path.join(ROOT, 'release', 'made');
  // Made anew: what was packaged before holds links to these files.
  fs.rmSync(made, { recursive: true, force: true });
  fs.mkdirSync(made, { recursive: true });
  writeLicences(path.join(made, 'licences.txt'));
  writeUpdateFacts(path.join(made, 'updates.json'), { feed, publicKeys: keys.publicKeys });
  await writeSbom(node, path.join(made, 'sbom.cdx.json'), runtime.version);

  // The folder first: what is tested is what the installers are then made of.
  const status = await build(['--dir']);
  if (status !== 0) return status;
  const unpacked = findUnpacked(output);
  if (process.platform === 'linux') removeStrangers(unpacked);
  if (!plan.drivable) {
    const without = plan.release ? [] : debToolsMissing();
    if (without.length > 0) say(`Not made: deb. Missing: ${without.join(', ')}.`);
    else if (process.platform === 'linux') {
      const file = await makeDeb({ unpacked, output, version: plan.version, arch: process.arch, date: facts.date });
      say(`Made ${path.relative(ROOT, file)}.`);
    }
    const installers = planInstallers(process.platform, { fetch: plan.installers, has: isCached });
    if (installers.arguments.length > 0) {
      const made = await build(['--prepackaged', unpacked, ...installers.arguments]);
      if (made !== 0) return made;
    }
    for (const line of installers.missing) say(line);
    const receptionist = { output, made: path.join(ROOT, 'release', 'receptionist'), version: plan.version };
    say(`Made ${path.relative(ROOT, await packReceptionist(receptionist))}.`);
    writeChecksums(output);
  }
  if (keys.privateKey !== null && !plan.drivable) {
    const { version } = plan;
    const notes = notesOf(facts.changelog, version);
    const { date } = facts;
    for (const written of writeFeeds({ folder: output, version, notes, date, privateKey: keys.privateKey }))
      say(`Made ${path.relative(ROOT, written)} and its signature.`);
  } else if (plan.release) say('No feed was made: VOXANNE_UPDATE_KEY_FILE names no key (docs/releasing.md).');
  say(`${plan.release ? 'Release' : 'Rehearsal'} ${plan.version}: ${plan.output}`);
  return 0;

  /** @param {string[]} targets */
  function build(targets) {
    const options = {
      electronDist: distFolder(runtime.executablePath),
      electronVersion: runtime.version,
      targets,
      sign: plan.sign,
    };
    // Unless it is asked for, nothing looks for a certificate in the keychain of the person who packages.
    const env = plan.sign ? process.env : { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' };
    return foreground(node, [inModules('electron-builder', 'cli.js'), ...builderArguments(plan, options)], {
      cwd: ROOT,
      env,
    });
  }
});
