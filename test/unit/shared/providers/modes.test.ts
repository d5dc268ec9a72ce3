/** How results of a test account are marked. */
import { expect, test } from 'vitest';
import { allProviders } from '../../../../src-shared/providers';
import { markSentence, markTitle, nameInMode, trialMode } from '../../../../src-shared/providers/modes';

const withModes = allProviders.flatMap((descriptor) =>
  Object.entries(descriptor.modes ?? {}).map(([mode, { tone }]) => ({ descriptor, mode, isTrial: tone === 'warning' })),
);

test('some provider has accounts for trying, and accounts that work for real', () => {
  expect(new Set(withModes.map(({ isTrial }) => isTrial))).toEqual(new Set([true, false]));
});

test.each(withModes)('$descriptor.name, $mode', ({ descriptor, mode, isTrial }) => {
  const label = trialMode(descriptor, mode)?.label;
  expect(label !== undefined).toBe(isTrial);
  expect(nameInMode(descriptor, mode)).toBe(isTrial ? `${descriptor.name} (${label})` : descriptor.name);
  expect(markTitle('Sunrise', descriptor, mode)).toBe(isTrial ? `Sunrise (${label})` : 'Sunrise');
  expect(markSentence('It failed.', descriptor, mode)).toBe(
    isTrial ? `${descriptor.name} (${label}): It failed.` : 'It failed.',
  );
  const said = `Signed in, in ${label?.toLowerCase() ?? mode}`;
  expect(markSentence(said, descriptor, mode)).toBe(said);
});

test('an account without a mode, or in one that nobody knows, is not marked', () => {
  for (const descriptor of allProviders)
    for (const mode of [null, undefined, '', 'constructor', 'beta'])
      expect(nameInMode(descriptor, mode)).toBe(descriptor.name);
});
