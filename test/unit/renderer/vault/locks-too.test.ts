/** The settings promise no lock that the console does not hear of: decision 23. */
import { expect, test } from 'vitest';
import { locksTooWords } from '../../../../src-renderer/console/vault/unlock-words';

test.each([
  [true, true, 'Sleep, a locked screen and another user lock it too.'],
  [true, false, 'Sleep and a locked screen lock it too.'],
  [false, false, 'Sleep locks it too; a locked screen does not.'],
])('the screen: %s, another user: %s', (screenLock, userSwitch, words) =>
  expect(locksTooWords({ screenLock, userSwitch })).toBe(words),
);
