// @ts-check
// node scripts/checksums.mjs FOLDER   writes the sums of the packages of a release that lie in a folder
import fs from 'node:fs';
import path from 'node:path';
import { writeChecksums } from './package/checksums.mjs';
import { runMain, SetupError, say } from './setup/say.mjs';

await runMain(async () => {
  const [folder = ''] = process.argv.slice(2);
  if (!fs.existsSync(folder))
    throw new SetupError('Say a folder of packages: node scripts/checksums.mjs release/final');
  say(`Made ${path.basename(writeChecksums(folder))}.`);
  return 0;
});
