/** The settings promise no lock that the system does not tell of: decision 23. */
import { expect, test } from 'vitest';
import { locksTooWords } from '../../../../src-renderer/console/vault/unlock-words';

test.each([
  ['darwin', 'Sleep, a locked screen and another user lock it too.'],
  ['win32', 'Sleep and a locked screen lock it too.'],
  ['linux', 'Sleep locks it too; a locked screen does not.'],
])('on %s', (platform, words) => expect(locksTooWords(platform)).toBe(words));
