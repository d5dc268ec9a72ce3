/**
 * Whether a clinic is ready: the one rule, for the list, the clinic's page, the handoff and the command line. Pure.
 *
 * A clinic is ready when every provider is either proven to its top rung, lately and without a failure since, or not
 * needed by a person's decision. What was proven with an account for trying is not proven for real. Whatever else is
 * true of it has a state of its own, with the one thing to do next.
 */

import { type Ahead, saidAhead } from '../ahead';
import { cameBackCode } from '../credentials/came-back';
import type { ConnectionStatus } from '../credentials/connection';
import type { AppErrorData } from '../errors';
import type { ClinicState } from '../organizations/clinic-state';
import type { Rung } from '../organizations/ladder';
import { decidingRung, isProven, withoutUnfoundedProofs } from '../organizations/ladder-rules';
import type { NextAction } from '../organizations/next-action';
import type { ProviderId } from '../primitives';
import type { ProviderDescriptor } from '../providers/descriptor';
import { markSentence, trialMode } from '../providers/modes';
import { t } from '../texts/translate';
import { actionOf, fixOf, proofOf } from './fixes';
import { signInExpiry } from './sign-in-expiry';

/** The most pressing first. */
const providerStates = [
  'failed',
  'no-answer',
  'expiring',
  'withdrawal',
  'stale',
  'unproven',
  'not-connected',
  'pending',
  'proven',
  'not-needed',
] as const;
export type ProviderState = (typeof providerStates)[number];

/** What has to be known of the last failure. */
export type KnownProblem = Pick<AppErrorData, 'code' | 'message' | 'retryable' | 'helpUrl'>;

/** What has to be known of a stored connection. */
export type KnownConnection = {
  provider: ProviderId;
  status: ConnectionStatus;
  mode?: string | null | undefined;
  rungs: readonly Rung[];
  problem: KnownProblem | null;
  expiresAt?: string | null | undefined;
  ahead?: Ahead | undefined;
  /** When it was checked last. */
  attemptedAt?: string | null | undefined;
};

export type KnownClinic = {
  /** Where the set-up stopped, as a person knows the step; null when it is over. */
  setupStopsAt: string | null;
  notNeeded: readonly ProviderId[];
  connections: readonly KnownConnection[];
  /** Providers that could not be told of a withdrawal yet. */
  withdrawals: readonly ProviderId[];
};

export type ProviderReadiness = {
  provider: ProviderId;
  state: ProviderState;
  /** In words what keeps it from ready; null when nothing does. */
  attention: string | null;
  nextAction: NextAction | null;
  /** When what failed was found; null when that is not known. */
  failedAt: string | null;
};

export type ClinicReadiness = {
  state: ClinicState;
  attention: string | null;
  nextAction: NextAction | null;
  providers: readonly ProviderReadiness[];
};

/** Whose failure it is; left out where the sentence says so itself, since a row has room for few words. */
const named = ({ name }: ProviderDescriptor, text: string) =>
  new RegExp(`\\b${name.split(' ')[0]}\\b`).test(text) ? text : `${name}: ${text}`;

/** Whatever works in an account for trying says nothing of the real one. */
export const isTriedOnly = (descriptor: ProviderDescriptor, { mode }: Pick<KnownConnection, 'mode'>): boolean =>
  trialMode(descriptor, mode) !== undefined;

type Finding = Omit<ProviderReadiness, 'provider' | 'failedAt'> & { failedAt?: string | null };

function findingOf(descriptor: ProviderDescriptor, connection: KnownConnection, now: Date): Finding {
  const { status, problem, attemptedAt: failedAt = null } = connection;
  const rungs = withoutUnfoundedProofs(connection.rungs);
  const next = decidingRung(rungs);
  const disproved = next?.state === 'disproved' ? next : undefined;
  // A check without an answer after one that disproved something: that is what is new, and good keys stay.
  const fix = problem ? fixOf(descriptor, problem) : null;
  // Whatever was found of it before: it is not used.
  if (problem?.code === cameBackCode)
    return { state: 'failed', attention: named(descriptor, problem.message), nextAction: fix, failedAt };
  if (disproved)
    return {
      state: 'failed',
      attention: named(descriptor, disproved.proof ?? t('“{label}” failed', { label: disproved.label })),
      nextAction: fix ?? proofOf(descriptor, disproved),
      failedAt: disproved.checkedAt,
    };
  if (status === 'reconnect-needed')
    return {
      state: 'failed',
      attention: problem
        ? named(descriptor, problem.message)
        : t('{name}: nobody has signed in', { name: descriptor.name }),
      nextAction: fix?.kind === 'check' || fix === null ? actionOf(descriptor, 'replace') : fix,
      failedAt,
    };
  if (problem)
    return {
      state: fix?.kind === 'check' ? 'no-answer' : 'failed',
      attention: named(descriptor, problem.message),
      nextAction: fix,
      failedAt,
    };
  if (status === 'needs-attention')
    return {
      state: 'no-answer',
      attention: t('{name}: the last check did not pass', { name: descriptor.name }),
      nextAction: actionOf(descriptor, 'check'),
    };
  // Before it strikes: whoever reads it can still do something about it without a booking lost.
  const expiry = signInExpiry(descriptor, connection.expiresAt, now);
  if (expiry?.isSoon)
    return { state: 'expiring', attention: expiry.title, nextAction: actionOf(descriptor, 'replace') };
  const ahead = saidAhead(connection.ahead, now);
  if (ahead !== null)
    return {
      state: 'expiring',
      attention: named(descriptor, ahead),
      nextAction: actionOf(descriptor, 'open'),
    };
  // What stands above the lowest rung that is open waits for that one.
  if (next === undefined && isProven(rungs))
    return isTriedOnly(descriptor, connection)
      ? {
          state: 'unproven',
          attention: t('{name}: nothing is proven for real yet', { name: descriptor.name }),
          nextAction: actionOf(descriptor, 'replace'),
        }
      : { state: 'proven', attention: null, nextAction: null };
  const nextAction = next ? proofOf(descriptor, next) : actionOf(descriptor, 'check');
  if (next?.state === 'pending') {
    const attention = named(descriptor, next.proof ?? t('“{label}” is in review', { label: next.label }));
    return { state: 'pending', attention, nextAction };
  }
  if (next?.state === 'stale')
    return { state: 'stale', attention: t('{name}: not checked lately', { name: descriptor.name }), nextAction };
  if (next?.state === 'unconfirmed') {
    const doubt = t('“{label}” is unconfirmed', { label: next.label });
    const attention = named(descriptor, next.proof === null ? doubt : `${doubt}. ${next.proof}`);
    return { state: 'unproven', attention, nextAction };
  }
  const open = rungs.filter(({ state }) => state === 'unproven' || state === 'unconfirmed');
  const why = open.find(({ state, proof }) => state === 'unproven' && proof !== null)?.proof;
  const names = open.map((rung) => rung.label.toLowerCase()).join(', ');
  const { name } = descriptor;
  const attention =
    names === '' ? t('{name}: not proven yet', { name }) : t('{name}: not proven yet: {names}', { name, names });
  return { state: 'unproven', attention: why == null ? attention : `${attention}. ${why}`, nextAction };
}

/** How far one provider is, by the clinic's needs. `connection` null: none is stored, or it was revoked. */
export function providerReadiness(
  descriptor: ProviderDescriptor,
  connection: KnownConnection | null,
  isNotNeeded: boolean,
  now: Date,
): ProviderReadiness {
  const { id: provider, name } = descriptor;
  if (connection !== null && connection.status !== 'revoked') {
    const finding = findingOf(descriptor, connection, now);
    const { attention } = finding;
    return {
      provider,
      failedAt: null,
      ...finding,
      attention: attention === null ? null : markSentence(attention, descriptor, connection.mode),
    };
  }
  if (isNotNeeded) return { provider, state: 'not-needed', attention: null, nextAction: null, failedAt: null };
  return {
    provider,
    state: 'not-connected',
    attention: t('{name} is not connected', { name }),
    nextAction: actionOf(descriptor, 'connect'),
    failedAt: null,
  };
}

const rank = (state: ProviderState) => providerStates.indexOf(state);

/** The newest failure first; otherwise what is more pressing, and then the order of the wizard. */
function morePressing(a: ProviderReadiness, b: ProviderReadiness): number {
  if (a.state === 'failed' && b.state === 'failed') return (b.failedAt ?? '').localeCompare(a.failedAt ?? '');
  return rank(a.state) - rank(b.state);
}

/** States in which going on with the set-up is what to do next. */
const setupComesFirst: ReadonlySet<ClinicState> = new Set<ClinicState>([
  'stale',
  'unproven',
  'not-connected',
  'pending',
  'not-set-up',
  'nothing-needed',
  'ready',
]);

const continuing = (step: string): NextAction => ({
  kind: 'continue',
  provider: null,
  text: t('Continue the set-up at “{step}”', { step }),
  label: t('Continue set-up'),
  url: null,
});

function leading(
  clinic: KnownClinic,
  providers: readonly ProviderReadiness[],
  isLive: boolean,
): Omit<ClinicReadiness, 'providers'> {
  const [first] = providers.toSorted(morePressing);
  if (first === undefined || first.state === 'not-needed')
    return { state: 'nothing-needed', attention: t('None of the providers is needed'), nextAction: null };
  if (first.state === 'proven') return { state: 'ready', attention: null, nextAction: null };
  if (!isLive && first.state === 'not-connected')
    return {
      state: 'not-set-up',
      attention:
        clinic.setupStopsAt === null ? t('Nothing is connected yet') : t('Set-up was started and not finished'),
      nextAction: first.nextAction,
    };
  return { state: first.state, attention: first.attention, nextAction: first.nextAction };
}

export function clinicReadiness(
  clinic: KnownClinic,
  descriptors: readonly ProviderDescriptor[],
  now: Date,
): ClinicReadiness {
  const providers = descriptors.map((descriptor): ProviderReadiness => {
    const { id: provider } = descriptor;
    const connection = clinic.connections.find((one) => one.provider === provider) ?? null;
    const own = providerReadiness(descriptor, connection, clinic.notNeeded.includes(provider), now);
    if (!clinic.withdrawals.includes(provider) || rank(own.state) < rank('withdrawal')) return own;
    const attention = t('Not yet revoked at {name}', { name: descriptor.name });
    return { ...own, state: 'withdrawal', attention, nextAction: actionOf(descriptor, 'withdraw') };
  });
  const isLive = clinic.connections.some(({ status }) => status !== 'revoked');
  const led = leading(clinic, providers, isLive);
  const goesOn = clinic.setupStopsAt !== null && setupComesFirst.has(led.state);
  return { ...led, ...(goesOn ? { nextAction: continuing(clinic.setupStopsAt ?? '') } : {}), providers };
}
