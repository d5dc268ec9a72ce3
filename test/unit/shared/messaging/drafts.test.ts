import { expect, test } from 'vitest';
import {
  carriesCode,
  defaultDrafts,
  messageDraftsSchema,
  renderDraft,
  unknownPlaceholders,
} from '../../../../src-shared/messaging/drafts';

const values = { clinic: 'Sunrise Dental', code: '4821', lead: '7730', time: '2:05 PM' };

test('blanks are filled in, whatever the spacing', () => {
  expect(renderDraft('{{clinic}}: {{ code }} at {{time}}', values)).toBe('Sunrise Dental: 4821 at 2:05 PM');
});

test('an unknown blank stays visible and is named', () => {
  expect(renderDraft('Hi {{nmae}}', values)).toBe('Hi {{nmae}}');
  expect(unknownPlaceholders('Hi {{nmae}} {{code}} {{toString}}')).toEqual(['nmae', 'toString']);
});

test('a value cannot bring in another blank', () => {
  expect(renderDraft('{{clinic}}', { ...values, clinic: '{{code}} $& $1' })).toBe('{{code}} $& $1');
});

test('the defaults are valid, carry a code, and the hot lead tells one alert from another', () => {
  expect(messageDraftsSchema.parse(defaultDrafts)).toEqual(defaultDrafts);
  expect(carriesCode(defaultDrafts.testSms)).toBe(true);
  expect(carriesCode(defaultDrafts.hotLead)).toBe(false);
  expect(defaultDrafts.hotLead).toContain('{{lead}}');
});
