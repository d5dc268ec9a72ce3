import { describe, expect, it } from 'vitest';
import { googleDescriptor } from '../../../../src-shared/providers/google/descriptor';
import { findPageError } from '../../../../src-shared/providers/page-error-text';

const { pageErrors } = googleDescriptor.signIn;
const found = (text: string) => findPageError(pageErrors, text)?.id ?? null;

describe('a refusal copied from the page', () => {
  it.each(pageErrors)(
    '$id is found by its name, by each of its lines, and by both together',
    ({ id, printed, says }) => {
      const shown = says.replace('…', 'Sunrise Dental’s assistant');
      expect(found(printed)).toBe(id);
      expect(found(printed.replace(/^.*: /, ''))).toBe(id);
      expect(found(shown)).toBe(id);
      expect(found(`${shown}\nSome more words of the page.\n${printed}`)).toBe(id);
      expect(found(shown.replaceAll('’', "'").toUpperCase())).toBe(id);
    },
  );

  it.each([
    ['Access blocked: Foo has not completed the Google verification process', 'not_test_user'],
    ['Access blocked: Authorization Error\nError 401: invalid_client', 'invalid_client'],
    ['The OAuth client was disabled', 'disabled_client'],
    ['error=admin_policy_enforced&x=1', 'admin_policy_enforced'],
  ])('“%s”', (text, id) => expect(found(text)).toBe(id));

  it('is not guessed at', () => {
    expect(found('Something went wrong')).toBeNull();
    expect(found('')).toBeNull();
  });
});
