/** Tokens: one refresh for any number of calls, no trust in clocks, and no secret lost when Google replaces it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Tokens } from '../../../../src-main/providers/google/google-oauth';
import { createTokenService } from '../../../../src-main/providers/google/token-service';
import type { StoredCredential } from '../../../../src-main/providers/provider';
import type { CredentialFields } from '../../../../src-main/storage/credential-fields';
import { AppError } from '../../../../src-shared/errors';
import { codeOf } from '../vault/profile';

const hour = 3_600_000;
const fields: CredentialFields = { clientId: 'c', clientSecret: 's', refreshToken: 'r1', accountId: '1' };
const signal = new AbortController().signal;

/** A token endpoint that counts, and that answers when it is told to. */
class CountingEndpoint {
  calls: string[] = [];
  next: Partial<Tokens>[] = [];
  failure: Error | null = null;
  gate: Promise<unknown> = Promise.resolve();

  async refresh(_client: unknown, refreshToken: string): Promise<Tokens> {
    this.calls.push(refreshToken);
    const number = this.calls.length;
    const requestedAtMs = performance.now();
    await this.gate;
    if (this.failure) throw this.failure;
    return {
      accessToken: `a${number}`,
      expiresIn: 3600,
      refreshToken: null,
      refreshTokenExpiresIn: null,
      scope: null,
      requestedAtMs,
      ...this.next.shift(),
    };
  }
}

/** A stored credential as the vault keeps it, without the vault. */
function storedOf(start: CredentialFields) {
  const kept = { fields: start, saves: 0, fails: false, failsToWrite: false };
  const stored: StoredCredential = {
    verifiedAt: null,
    expiresAt: null,
    async replaceFields(change) {
      if (kept.fails) throw new Error('disk full');
      const after = change(kept.fields);
      if (after === null) return;
      if (kept.failsToWrite) throw new Error('disk full');
      kept.fields = after;
      kept.saves += 1;
    },
  };
  return { kept, stored };
}

let wall: number;
let endpoint: CountingEndpoint;
let tokens: ReturnType<typeof createTokenService>;
let mono: number;
beforeEach(() => {
  wall = Date.parse('2026-05-04T09:30:00Z');
  mono = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => mono);
  endpoint = new CountingEndpoint();
  tokens = createTokenService({ oauth: endpoint, now: () => wall });
});
afterEach(() => vi.restoreAllMocks());

/** Both clocks go on. */
const pass = (ms: number) => {
  wall += ms;
  mono += ms;
};
const token = () => tokens.accessToken({ fields }, signal);

describe('single flight', () => {
  test('50 calls at once: one refresh', async () => {
    const got = await Promise.all(Array.from({ length: 50 }, token));
    expect(new Set(got)).toEqual(new Set(['a1']));
    expect(endpoint.calls).toEqual(['r1']);
  });

  test('50 calls at once on a refused token: one refresh', async () => {
    await token();
    const got = await Promise.all(Array.from({ length: 50 }, () => tokens.accessToken({ fields }, signal, 'a1')));
    expect(new Set(got)).toEqual(new Set(['a2']));
    expect(endpoint.calls).toHaveLength(2);
  });

  test('a caller that gives up does not take the token from the others', async () => {
    let release: () => void = () => undefined;
    endpoint.gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const impatient = new AbortController();
    const first = tokens.accessToken({ fields }, impatient.signal);
    const second = token();
    impatient.abort();
    expect(await codeOf(first)).toBe('call.stopped');
    release();
    expect(await second).toBe('a1');
    expect(endpoint.calls).toHaveLength(1);
  });

  test('a failure is everybody’s, and is not remembered', async () => {
    endpoint.failure = new Error('no network');
    expect((await Promise.allSettled([token(), token()])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    endpoint.failure = null;
    expect(await token()).toBe('a2');
  });

  test('two clinics do not wait for each other', async () => {
    const other = { ...fields, refreshToken: 'r-other' };
    await Promise.all([token(), tokens.accessToken({ fields: other }, signal)]);
    expect(endpoint.calls.sort()).toEqual(['r-other', 'r1']);
  });
});

describe('clocks', () => {
  test('a token is used until five minutes before its end', async () => {
    await token();
    pass(54 * 60_000);
    expect(await token()).toBe('a1');
    pass(90_000);
    expect(await token()).toBe('a2');
  });

  test.each([-24, 24])('a clock that is %d h off changes nothing', async (hours) => {
    wall += hours * hour;
    await token();
    pass(30 * 60_000);
    expect(await token()).toBe('a1');
    pass(26 * 60_000);
    expect(await token()).toBe('a2');
  });

  test('a clock set back by a day does not make a token live longer', async () => {
    await token();
    wall -= 24 * hour;
    pass(56 * 60_000);
    expect(await token()).toBe('a2');
  });

  test('a clock set ahead by a day costs one refresh', async () => {
    await token();
    wall += 24 * hour;
    expect(await token()).toBe('a2');
    pass(60_000);
    expect(await token()).toBe('a2');
  });

  test('a computer that slept for two hours asks again, though its monotonic clock stood still', async () => {
    await token();
    wall += 2 * hour;
    expect(await token()).toBe('a2');
  });

  test('a short life keeps a fifth as margin, and the time of a slow answer counts', async () => {
    endpoint.next = [{ expiresIn: 100, requestedAtMs: mono - 50_000 }];
    await token();
    pass(20_000);
    expect(await token()).toBe('a1');
    pass(15_000);
    expect(await token()).toBe('a2');
  });

  test('the end of a sign-in is told in this computer’s own time, however wrong that is', async () => {
    wall += 24 * hour;
    endpoint.next = [{ refreshTokenExpiresIn: 604_800 }];
    await token();
    expect(Date.parse(tokens.signInEndsAt(fields) ?? '') - wall).toBe(604_800_000);
  });
});

describe('a replaced refresh token', () => {
  test('is sealed before the first call goes on, and used from then on', async () => {
    const { kept, stored } = storedOf(fields);
    endpoint.next = [{ refreshToken: 'r2' }];
    await tokens.accessToken({ fields, stored }, signal);
    expect(kept.fields.refreshToken).toBe('r2');
    pass(hour);
    await tokens.accessToken({ fields: kept.fields, stored }, signal);
    expect(endpoint.calls).toEqual(['r1', 'r2']);
  });

  test('50 calls at once save it once, also those that read the old one before', async () => {
    const { kept, stored } = storedOf(fields);
    endpoint.next = [{ refreshToken: 'r2' }];
    await Promise.all(Array.from({ length: 50 }, () => tokens.accessToken({ fields, stored }, signal)));
    await tokens.accessToken({ fields, stored }, signal);
    expect(kept.saves).toBe(1);
    expect(endpoint.calls).toEqual(['r1']);
  });

  test('a save that fails takes nothing away: the call succeeds, and the next one saves', async () => {
    const { kept, stored } = storedOf(fields);
    kept.fails = true;
    endpoint.next = [{ refreshToken: 'r2' }];
    expect(await tokens.accessToken({ fields, stored }, signal)).toBe('a1');
    expect(kept.fields.refreshToken).toBe('r1');
    kept.fails = false;
    expect(await tokens.accessToken({ fields, stored }, signal)).toBe('a1');
    expect(kept.fields.refreshToken).toBe('r2');
  });

  test('never overwrites a sign-in that was made meanwhile', async () => {
    const { kept, stored } = storedOf({ ...fields, refreshToken: 'newer' });
    endpoint.next = [{ refreshToken: 'r2' }];
    await tokens.accessToken({ fields, stored }, signal);
    expect(kept.fields.refreshToken).toBe('newer');
  });

  test('one after the other are followed to the newest', async () => {
    const { kept, stored } = storedOf(fields);
    endpoint.next = [{ refreshToken: 'r2' }, { refreshToken: 'r3' }];
    await tokens.accessToken({ fields, stored }, signal);
    pass(hour);
    await tokens.accessToken({ fields, stored }, signal);
    pass(hour);
    expect(await tokens.accessToken({ fields, stored }, signal)).toBe('a3');
    expect(endpoint.calls).toEqual(['r1', 'r2', 'r3']);
    expect(kept.fields.refreshToken).toBe('r3');
  });
});

describe('a circle of refresh tokens ends', () => {
  const ended = () =>
    new AppError({ code: 'google.invalid_grant', message: 'm', cause: 'c', fix: 'f', retryable: false });

  test('the replacement could not be saved, and Google ends it: the stored one is older, not newer', async () => {
    const { kept, stored } = storedOf(fields);
    kept.failsToWrite = true;
    endpoint.next = [{ refreshToken: 'r2' }];
    await tokens.accessToken({ fields, stored }, signal);
    pass(hour);
    endpoint.failure = ended();
    expect(await codeOf(tokens.accessToken({ fields, stored }, signal))).toBe('google.invalid_grant');
    expect(endpoint.calls).toEqual(['r1', 'r2']);
    expect(await codeOf(tokens.accessToken({ fields, stored }, signal))).toBe('google.invalid_grant');
    expect(tokens.signInEndsAt(fields)).toBeUndefined();
  });

  test('two replacements of which none could be saved', async () => {
    const { kept, stored } = storedOf(fields);
    kept.failsToWrite = true;
    endpoint.next = [{ refreshToken: 'r2' }, { refreshToken: 'r3' }];
    await tokens.accessToken({ fields, stored }, signal);
    pass(hour);
    await tokens.accessToken({ fields, stored }, signal);
    pass(hour);
    endpoint.failure = ended();
    expect(await codeOf(tokens.accessToken({ fields, stored }, signal))).toBe('google.invalid_grant');
    expect(endpoint.calls).toEqual(['r1', 'r2', 'r3']);
  });

  test('the server gives back one that it had replaced: it is the newest again', async () => {
    const { kept, stored } = storedOf(fields);
    endpoint.next = [{ refreshToken: 'r2' }, { refreshToken: 'r1' }];
    await tokens.accessToken({ fields, stored }, signal);
    pass(hour);
    expect(await tokens.accessToken({ fields, stored }, signal)).toBe('a2');
    expect(kept.fields.refreshToken).toBe('r1');
    pass(hour);
    expect(await tokens.accessToken({ fields, stored }, signal)).toBe('a3');
    expect(endpoint.calls).toEqual(['r1', 'r2', 'r1']);
  });
});

test('without a sign-in there is nothing to refresh', async () => {
  expect(await codeOf(tokens.accessToken({ fields: { clientId: 'c', clientSecret: 's' } }, signal))).toBe(
    'google.sign-in-needed',
  );
  expect(endpoint.calls).toEqual([]);
});
