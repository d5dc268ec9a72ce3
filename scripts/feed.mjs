// @ts-check
// node scripts/feed.mjs FEED.yml PERCENT
// Offers the version of a feed that was published to so many percent of the computers, and signs it again. The key is
// the one that the package was made with (docs/releasing.md).
import fs from 'node:fs';
import path from 'node:path';
import { configuredFeed, stageFeed, updateKeys } from './package/feed.mjs';
import { ROOT } from './setup/paths.mjs';
import { runMain, SetupError, say } from './setup/say.mjs';

await runMain(async () => {
  const [file, percent] = process.argv.slice(2);
  if (file === undefined || percent === undefined || !fs.existsSync(file))
    throw new SetupError(
      'Say which feed and how many percent: node scripts/feed.mjs release/final/latest-linux.yml 25',
    );
  const release = !/^version: .*-/m.test(fs.readFileSync(file, 'utf8'));
  const feed = configuredFeed(fs.readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8'));
  const { privateKey } = updateKeys({ release, feed });
  if (privateKey === null) throw new SetupError('The private key is not at hand: set VOXANNE_UPDATE_KEY_FILE.');
  stageFeed(file, Number(percent), privateKey);
  say(`${path.basename(file)} is offered to ${percent} % of the computers. Publish it and its .sig together.`);
  return 0;
});
