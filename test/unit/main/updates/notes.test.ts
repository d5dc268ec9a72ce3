/** What a feed says of a version is shown as plain text. */
import { expect, test } from 'vitest';
import { notesText } from '../../../../src-main/updates/notes';

test('markup, steering characters and endless texts are gone; lines stay', () => {
  expect(notesText('<script>alert(1)</script>\r\n- one\n\n\n\n- \u001b]0;title\u0007two\u202e')).toBe(
    'alert(1)\n- one\n\n-  ]0;title two',
  );
  expect(notesText('x'.repeat(100_000)).length).toBeLessThanOrEqual(500);
  expect(notesText('line\n'.repeat(10_000)).split('\n').length).toBeLessThanOrEqual(120);
});
