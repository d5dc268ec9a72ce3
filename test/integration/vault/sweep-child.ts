/** Clears what rescues left behind, again and again, as consoles that start beside one do. Ends with its stdin. */
import { dropLeftCopies } from '../../../src-main/vault/rescue/left-copies';

process.stdin.resume();
process.stdin.on('end', () => process.exit());
process.stdout.write('begun\n');
const sweep = () => {
  dropLeftCopies(undefined);
  setImmediate(sweep);
};
sweep();
