/**
 * Keys from passphrases cost next to nothing in a process that reads this. In the program each one takes half a second
 * of a core, and so would each command of a test: what it costs there is said by `unit/main/crypto/passphrase.test.ts`.
 */
import { defaultKdfCost, type KdfCost } from '../../src-main/crypto/passphrase';

/** So cheap that a test may derive many keys. */
export const testKdf: KdfCost = { N: 2 ** 4, r: 8, p: 1 };

Object.assign(defaultKdfCost, testKdf);
