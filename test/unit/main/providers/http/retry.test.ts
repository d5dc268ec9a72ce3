import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProviderCallError } from '../../../../../src-main/providers/http/call-error';
import { isPassing, withRetry } from '../../../../../src-main/providers/http/retry';

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

describe('the pauses between tries', () => {
  afterEach(() => void vi.useRealTimers());

  /** The pauses, in milliseconds, of a look-up that fails for good. */
  async function pausesOf(): Promise<number[]> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const at: number[] = [];
    const policy = { attempts: 7, pauseMs: 40, maxPauseMs: 160, deadlineMs: 5000 };
    const fails = async () => {
      at.push(performance.now());
      throw refusal(503, true);
    };
    const over = expect(withRetry(fails, policy, new AbortController().signal)).rejects.toMatchObject({ status: 503 });
    await vi.runAllTimersAsync();
    await over;
    return at.slice(1).map((time, index) => time - (at[index] ?? 0));
  }

  it('grow, vary, and stop growing', async () => {
    const [one, other] = [await pausesOf(), await pausesOf()];
    for (const pauses of [one, other])
      expect(pauses.map((pause, index) => pause / Math.min(160, 40 * 2 ** index))).toEqual(
        Array(6).fill(expect.toSatisfy((part: number) => part >= 0.4 && part <= 1.03)),
      );
    expect(one).not.toEqual(other);
  });
});
