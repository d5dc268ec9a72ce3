/** A simulated Stripe and the provider's own objects that talk to it over real HTTP. */

import type { ProviderTest } from '../../../src-main/providers/provider';
import { createStripeApiFactory } from '../../../src-main/providers/stripe/stripe-clients';
import { createStripeProvider } from '../../../src-main/providers/stripe/stripe-provider';
import { practiceStripeKeys, type StripeSimulator } from '../../../src-main/simulator/stripe';
import type { AppErrorData } from '../../../src-shared/errors';

type Step = { id: string; outcome: string; detail: string; error: AppErrorData | undefined };

export function secretOf(name: string): string {
  const found = practiceStripeKeys().find(({ id }) => id === `stripe.${name}`)?.fields.secretKey;
  if (found === undefined) throw new Error(`There is no practice key ${name}`);
  return found;
}

/** @param origin of the simulator, or of what stands in its place */
export function stripeAt(origin: string, now: () => number = Date.now) {
  const retry = { attempts: 4, pauseMs: 5, maxPauseMs: 20, deadlineMs: 10_000 };
  const createApi = createStripeApiFactory({ redirect: origin, retry, now });
  return { createApi, provider: createStripeProvider(createApi, now) };
}

export const proofOf = (simulator: StripeSimulator, name: string, signal = new AbortController().signal) =>
  stripeAt(simulator.origin).provider.prove('api-key', { secretKey: secretOf(name) }, null, signal);

type RunOptions = {
  afterUncleanRun?: boolean;
  signal?: AbortSignal;
  now?: () => number;
  onBegin?: (step: string) => void;
};

/** Runs the Stripe test as the engine would. */
export async function runTest(origin: string, secretKey: string, options: RunOptions = {}) {
  const { provider } = stripeAt(origin, options.now);
  const steps: Step[] = [];
  const test = provider.test as ProviderTest;
  const rungs = await test.run({
    methodId: 'api-key',
    fields: { secretKey },
    choice: '',
    stored: { verifiedAt: null, expiresAt: null, replaceFields: async () => undefined },
    organization: { name: 'Sunrise Dental', timeZone: 'UTC' },
    afterUncleanRun: options.afterUncleanRun ?? false,
    progress: {
      begin: (step) => options.onBegin?.(step),
      end: (id, outcome, detail, error) => void steps.push({ id, outcome, detail, error }),
    },
    signal: options.signal ?? new AbortController().signal,
  });
  return { steps, rungs, outcomes: Object.fromEntries(steps.map(({ id, outcome }) => [id, outcome])) };
}

export const stateOf = (rungs: readonly { id: string; state: string }[], id: string) =>
  rungs.find((rung) => rung.id === id)?.state;
