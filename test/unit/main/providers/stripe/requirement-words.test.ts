import { describe, expect, it } from 'vitest';
import { dayWords } from '../../../../../src-main/providers/day-words';
import {
  countOf,
  disabledWords,
  fieldWords,
  requirementWords,
} from '../../../../../src-main/providers/stripe/requirement-words';
import { amountWords, smallestAmount } from '../../../../../src-main/providers/stripe/smallest-amounts';

describe('what Stripe asks for', () => {
  it.each([
    ['external_account', 'a bank account for payouts'],
    ['tos_acceptance.date', 'acceptance of Stripe’s terms of service'],
    ['business_profile.url', 'the clinic’s website'],
    ['individual.verification.document', 'the account owner’s identity document'],
    ['individual.verification.additional_document', 'the account owner’s second identity document'],
    ['individual.ssn_last_4', 'the account owner’s last four digits of the social security number'],
    ['representative.dob.year', 'the representative’s date of birth'],
    ['person_1PracticeAbCdEf.address.city', 'the representative’s address'],
    ['owners.email', 'an owner’s e-mail address'],
    ['company.tax_id', 'the company’s tax number'],
    ['company.verification.document', 'a document about the company'],
    ['company.name', 'the company’s legal name'],
    ['interv_1PracticeAbCd.rejection_appeal.support', 'an answer to a question of Stripe’s risk team'],
    ['something_new.of_stripe', 'something new of stripe'],
  ])('%s is said in words', (field, words) => {
    expect(fieldWords(field)).toBe(words);
  });

  it('names each thing once, and joins them as people do', () => {
    const birth = ['individual.dob.day', 'individual.dob.month', 'individual.dob.year'];
    expect(requirementWords(birth)).toBe('the account owner’s date of birth');
    expect(countOf([...birth, 'external_account'])).toBe(2);
    expect(requirementWords([...birth, 'external_account', 'company.tax_id'])).toBe(
      'the account owner’s date of birth, a bank account for payouts and the company’s tax number',
    );
  });

  it('cuts a long list and counts the rest', () => {
    const many = Array.from({ length: 9 }, (_, index) => `new_field_${index}`);
    expect(requirementWords(many)).toMatch(/and 3 more$/);
  });

  it('says why something is off, and quotes a reason that it does not know', () => {
    expect(disabledWords('requirements.past_due')).toBe('Details that Stripe asked for are overdue.');
    expect(disabledWords('rejected.fraud')).toContain('suspected fraud');
    expect(disabledWords('toString')).toBe('Stripe calls the reason “toString”.');
    expect(disabledWords('a.new_reason')).toBe('Stripe calls the reason “a new reason”.');
  });

  it('gives the deadline as a day', () => {
    expect(dayWords(Date.UTC(2026, 11, 4, 23, 30))).toBe('December 4, 2026');
  });
});

describe('the test’s amount', () => {
  it('is Stripe’s smallest, in the currency’s own unit', () => {
    expect([smallestAmount('usd'), smallestAmount('gbp'), smallestAmount('jpy'), smallestAmount('huf')]).toEqual([
      50, 30, 50, 17_500,
    ]);
    expect(amountWords(50, 'usd')).toBe('0.50 USD');
    expect(amountWords(50, 'jpy')).toBe('50 JPY');
  });
});
