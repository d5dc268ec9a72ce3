import { expect, test } from 'vitest';
import { createDrafts } from '../../../../src-main/ipc/drafts';
import { draftsSchema, mostDrafts } from '../../../../src-shared/drafts';

const draft = (name: string) => ({ about: '', fields: { name } });

test('the newest of each form is kept, until it is forgotten', () => {
  const drafts = createDrafts();
  drafts.keep('new/clinic', draft('S'));
  drafts.keep('a/contact', draft('Rosa'));
  drafts.keep('new/clinic', draft('Sunrise'));
  expect(drafts.all()).toEqual([
    { key: 'a/contact', draft: draft('Rosa') },
    { key: 'new/clinic', draft: draft('Sunrise') },
  ]);
  drafts.keep('a/contact', null);
  expect(drafts.all().map(({ key }) => key)).toEqual(['new/clinic']);
});

test('of more forms than anybody has open the oldest go', () => {
  const drafts = createDrafts();
  for (let count = 0; count < mostDrafts + 3; count += 1) drafts.keep(`form/${count}`, draft('x'));
  expect(drafts.all().map(({ key }) => key)[0]).toBe('form/3');
  expect(draftsSchema.safeParse(drafts.all()).success).toBe(true);
});
