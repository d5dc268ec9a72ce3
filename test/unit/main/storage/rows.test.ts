/** What is read for every clinic of a list makes nothing anew for each of them. */
import { expect, test, vi } from 'vitest';
import { organizationOf } from '../../../../src-main/storage/rows';
import { contactSchema, noContact } from '../../../../src-shared/organizations/contact';

const row = (contact: string) => ({
  id: '0198c0de-0000-7000-8000-000000000001',
  name: 'Sunrise Dental',
  name_key: 'sunrise dental',
  time_zone: 'America/New_York',
  country: 'US',
  created_at: '2026-05-04T09:30:00.000Z',
  setup_step: null,
  not_needed: '[]',
  contact,
});

test('no schema is made for a clinic, and none is asked for one without a contact', () => {
  const made = [vi.spyOn(contactSchema, 'partial'), vi.spyOn(contactSchema, 'strip')];
  expect(organizationOf(row('{"name":"Rosa Alvarez","of another version":1}')).contact).toEqual({
    ...noContact,
    name: 'Rosa Alvarez',
  });
  for (const none of ['{}', JSON.stringify(noContact)]) expect(organizationOf(row(none)).contact).toBe(noContact);
  for (const spy of made) expect(spy).not.toHaveBeenCalled();
});
