import { describe, expect, it } from 'vitest';
import { ProviderCallError } from '../../../../../src-main/providers/http/call-error';
import { isPassing } from '../../../../../src-main/providers/http/retry';

const refusal = (status: number | null, retryable: boolean, code = 'provider.refused') =>
  new ProviderCallError({ code, message: '', cause: '', fix: '', retryable }, status);

describe('a failed look-up is tried again', () => {
  it.each([
    ['when no answer came', refusal(null, true, 'network.reset')],
    ['when the provider asks to slow down', refusal(429, true)],
    ['when the provider has trouble', refusal(503, true)],
    ['when a status that refuses elsewhere asks to come again', refusal(409, true)],
    ['when the provider says with 403 that there were too many', refusal(403, true)],
  ])('%s', (_, error) => {
    expect(isPassing(error)).toBe(true);
  });

  it.each([
    ['a refusal', refusal(403, false)],
    ['a request that was wrong', refusal(400, false)],
    ['what something on the way answered in the provider’s place', refusal(200, true, 'network.unreadable-answer')],
  ])('and not after %s', (_, error) => {
    expect(isPassing(error)).toBe(false);
  });
});
