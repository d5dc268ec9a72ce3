/** A process of a machine that sees a delivery of one clinic after the other, and keeps each in the cache file. */
import { createKeeping } from '../../../src-receptionist/keeping';
import { readKeyFile } from '../../../src-receptionist/key-file';

const [keyFile = '', cacheFile = '', ...clinics] = process.argv.slice(2);
let clinicId = '';
const keeping = createKeeping({
  keyFile,
  cacheFile,
  machine: readKeyFile(keyFile),
  knowledge: {
    contents: (readAt) => ({
      version: 1,
      readAt,
      head: { sequence: 1, hash: '0'.repeat(64) },
      log: [],
      rows: [],
      pins: [{ clinicId, provider: 'google', revision: 1, signature: '' }],
    }),
  },
  replaced: { all: () => [] },
  vouching: { words: () => undefined },
  problem(thrown) {
    throw thrown;
  },
});
for (const one of clinics) {
  clinicId = one;
  keeping.keep(Date.now());
}
