// @ts-check
// The list of a release's packages with the sum of each, as `sha256sum --check` reads it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** What people download. Feeds have signatures of their own. */
const PACKAGE = /\.(?:deb|AppImage|exe|dmg|zip|tgz)$/;
const LIST = 'SHA256SUMS';

/** @param {string} folder @returns {string} the list */
export function writeChecksums(folder) {
  const lines = fs
    .readdirSync(folder)
    .filter((name) => PACKAGE.test(name))
    .sort()
    .map(
      (name) =>
        `${createHash('sha256')
          .update(fs.readFileSync(path.join(folder, name)))
          .digest('hex')}  ${name}\n`,
    );
  const file = path.join(folder, LIST);
  fs.writeFileSync(file, lines.join(''));
  return file;
}
