/** What confirms a removal can be typed by whoever reads the name. */
import { expect, test } from 'vitest';
import { removalPhrase } from '../../../../src-renderer/console/removal-phrase';

test.each(['Sunrise Dental', 'Praxis Müller & Söhne', 'Clínica Sol (Norte), 2', "O'Brien Dental"])(
  '%s is typed as it is',
  (name) => {
    expect(removalPhrase(name).phrase).toBe(name);
  },
);

test.each([
  ['an emoji', 'Sunrise 🦷'],
  ['another script', 'عيادة الشروق'],
  ['letters of two scripts that look alike', 'Sunrisе Dental'],
  ['two spaces, drawn as one', 'Sunrise  Dental'],
  ['a space that does not break', 'Sunrise\u00a0Dental'],
  ['a sign that is not seen', 'Sunrise\u200b Dental'],
  ['an accent beside its letter', 'Cli\u0301nica Sol'],
  ['a ligature', 'Of\ufb01ce Dental'],
  ['wide letters', 'Ｓｕｎｒｉｓｅ'],
  ['a curly apostrophe', 'O’Brien Dental'],
  ['more letters than anybody types', 'A'.repeat(41)],
])('a name with %s is removed by a word', (_, name) => {
  expect(removalPhrase(name).phrase).toBe('remove');
});
