// @ts-check
// node scripts/feed.mjs FOLDER             writes and signs the feeds of the packages of a release that lie in a folder
// node scripts/feed.mjs FEED.yml PERCENT   offers the version of a published feed to so many percent of the computers
// The key is the one that the package was made with (docs/releasing.md).
import fs from 'node:fs';
import path from 'node:path';
import { configuredFeed, notesOf, stageFeed, updateKeys, writeFeeds } from './package/feed.mjs';
import { ROOT, readJson } from './setup/paths.mjs';
import { runMain, SetupError, say } from './setup/say.mjs';

/** @param {boolean} release */
function privateKeyOf(release) {
  const feed = configuredFeed(fs.readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8'));
  return updateKeys({ release, feed }).privateKey;
}

/** @param {string} folder */
function make(folder) {
  const privateKey = privateKeyOf(true);
  // A release without updates has no key.
  if (privateKey === null) return say('No feed was made: no key is named (docs/releasing.md).');
  const version = String(readJson(path.join(ROOT, 'package.json'))?.version);
  const notes = notesOf(fs.readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8'), version);
  for (const file of writeFeeds({ folder, version, notes, date: new Date(), privateKey }))
    say(`Made ${path.basename(file)} and its signature.`);
}

/** @param {string} file @param {string} percent */
function stage(file, percent) {
  const privateKey = privateKeyOf(!/^version: .*-/m.test(fs.readFileSync(file, 'utf8')));
  if (privateKey === null) throw new SetupError('The private key is not at hand: set VOXANNE_UPDATE_KEY_FILE.');
  stageFeed(file, Number(percent), privateKey);
  say(`${path.basename(file)} is offered to ${percent} % of the computers. Publish it and its .sig together.`);
}

await runMain(async () => {
  const [given, percent] = process.argv.slice(2);
  const isFolder = given !== undefined && fs.statSync(given, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder && percent === undefined) make(given);
  else if (given !== undefined && percent !== undefined && !isFolder && fs.existsSync(given)) stage(given, percent);
  else
    throw new SetupError(
      'Say a folder of packages (node scripts/feed.mjs release/final), or which feed and how many percent ' +
        '(node scripts/feed.mjs release/final/latest-linux.yml 25).',
    );
  return 0;
});
