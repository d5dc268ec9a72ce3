/**
 * The report that a clinic is handed over with: what was proven, when and by whom, and what is still open, with its
 * owner and the button for it. Pure, and without secrets.
 */

import type { Connection } from '../credentials/connection';
import { listOf } from '../list-words';
import type { Organization } from '../organizations/organization';
import type { ProviderId } from '../primitives';
import { allProviders, providerDescriptors } from '../providers';
import type { ProviderDescriptor } from '../providers/descriptor';
import { markTitle } from '../providers/modes';
import { connectionState } from '../readiness/connection-state';
import { knownClinic } from '../readiness/known-clinic';
import { liveConnection, runsOf } from '../readiness/live-connection';
import { clinicReadiness } from '../readiness/readiness';
import { type ShownRung, shownRungs } from '../readiness/shown-rungs';
import { messageLines } from '../tests/test-lines';
import type { TestRun } from '../tests/test-run';
import { t, text } from '../texts/translate';
import { isTested, type Live, missing, type OpenItem, openOf, unsaid } from './open-items';

type Tone = ReturnType<typeof connectionState>['tone'];

/** One provider: how far it is proven, or that the clinic does not need it. */
export type HandoffPart = {
  provider: ProviderId;
  /** `Text messages`. */
  purpose: string;
  name: string;
  /** What the person recognises the account by: the phone number, the account. */
  account: string | null;
  mode: string | null;
  state: { tone: Tone; word: string };
  rungs: readonly ShownRung[];
  /** Facts of the connection, none of them a secret. */
  lines: readonly { label: string; value: string }[];
  /** Who connected it; or who decided that it is not needed. */
  settled: { label: string; by: string; at: string } | null;
  notNeeded: string | null;
};

/** A test that a person ran, and what came of it. */
export type HandoffTest = {
  id: string;
  what: string;
  result: string;
  /** The provider's id of the message. */
  reference: string | null;
  at: string | null;
  by: string | null;
};

export type HandoffReport = {
  clinic: Organization;
  madeAt: string;
  madeBy: string;
  /** Its accounts are simulated: nothing on it proves anything about a real one. */
  isPractice: boolean;
  /** By the one rule. What is open beside it keeps the sheet from green. */
  isReady: boolean;
  headline: { tone: Exclude<Tone, 'bad'>; title: string; text: string };
  parts: readonly HandoffPart[];
  tests: readonly HandoffTest[];
  open: readonly OpenItem[];
};

export type HandoffFacts = {
  organization: Organization;
  connections: readonly Connection[];
  /** The runs of the test of messages, newest first. */
  runs: readonly TestRun[];
  madeBy: string;
  now: Date;
};

export const practiceWords = {
  title: text('Practice: simulated accounts'),
  text: text('Nothing on this page proves anything about a real account. Do not hand it to a clinic.'),
  noSecrets: text('This page holds no passwords and no keys.'),
};

export const helpWords = (clinic: string): string =>
  t(
    'Open Voxanne Console and choose {clinic}. Its page says what failed, why, and has the button that repairs it. Checks never send a text message.',
    { clinic },
  );

export function handoffReport({ organization, connections, runs, madeBy, now }: HandoffFacts): HandoffReport {
  const live = allProviders.flatMap((descriptor) => {
    const connection = liveConnection(connections, descriptor.id);
    return connection === null ? [] : [{ descriptor, connection, runs: runsOf(runs, connection) }];
  });
  const connectedBy = live.find(({ connection }) => connection.addedBy !== '')?.connection.addedBy;
  const parts = allProviders.map((descriptor) => partOf(descriptor, organization, connections, now));
  const open = allProviders.flatMap((descriptor) => {
    const known = live.find((one) => one.descriptor === descriptor);
    if (known !== undefined) return openOf(known, organization);
    return organization.notNeeded.some(({ provider }) => provider === descriptor.id)
      ? []
      : [missing(descriptor, connectedBy)];
  });
  const { state, providers } = clinicReadiness(knownClinic(organization, connections), allProviders, now);
  // Whatever keeps the clinic from ready is named, also where neither a rung nor a test says it.
  open.push(
    ...providers.flatMap((one) =>
      open.some(({ action }) => action.provider === one.provider) ? [] : unsaid(one, connectedBy),
    ),
  );
  const isReady = state === 'ready';
  const isPractice = live.some(({ connection }) => connection.simulated);
  return {
    clinic: organization,
    madeAt: now.toISOString(),
    madeBy,
    isPractice,
    isReady,
    headline: headlineOf(organization.name, isReady, isPractice, parts, open.length),
    parts,
    tests: live.flatMap(testsOf),
    open,
  };
}

function headlineOf(
  name: string,
  isReady: boolean,
  isPractice: boolean,
  parts: readonly HandoffPart[],
  open: number,
): HandoffReport['headline'] {
  const enables = (isProven: boolean) =>
    listOf(
      parts
        .filter(({ state, notNeeded }) => notNeeded === null && (state.tone === 'good') === isProven)
        .map(({ provider }) => t(providerDescriptors[provider].enables)),
    );
  const [proven, rest] = [enables(true), enables(false)];
  const can = proven === '' ? '' : t('The receptionist can {proven}: proven.', { proven });
  const not = rest === '' ? '' : t('Not proven yet: {rest}.', { rest });
  const text = [can, not].filter((part) => part !== '').join(' ');
  if (parts.every(({ notNeeded }) => notNeeded !== null))
    return {
      tone: 'neutral',
      title: t('Nothing needed'),
      text: t('{clinic} needs none of the providers.', { clinic: name }),
    };
  if (isReady && isPractice) return { tone: 'info', title: t('Ready, in practice only'), text };
  if (isReady && open === 0) return { tone: 'good', title: t('Ready'), text };
  if (isReady)
    return {
      tone: 'info',
      title: t('Ready; {count, plural, =1 {one thing is still open} other {# things are still open}}', { count: open }),
      text,
    };
  return {
    tone: 'warning',
    title: t('{count, plural, =1 {One thing is still open} other {# things are still open}}', { count: open }),
    text,
  };
}

function partOf(
  descriptor: ProviderDescriptor,
  organization: Organization,
  connections: readonly Connection[],
  now: Date,
): HandoffPart {
  const { id: provider, name, purpose, need, handoff } = descriptor;
  const base = { provider, name, purpose: t(purpose), account: null, mode: null, rungs: [], lines: [], settled: null };
  const connection = liveConnection(connections, provider);
  if (connection !== null) {
    const { key, facts, addedBy } = handoff.lines;
    const keyLine = key === null ? [] : [{ label: t(key), value: connection.keyHint }];
    return {
      ...base,
      account: connection.resource,
      mode: connection.mode ?? null,
      state: connectionState(connection, now),
      rungs: shownRungs(connection.ladder),
      lines: [...keyLine, ...connection.facts.filter(({ id }) => facts.includes(id))],
      settled: { label: t(addedBy), by: connection.addedBy, at: connection.addedAt },
      notNeeded: null,
    };
  }
  const decision = organization.notNeeded.find((one) => one.provider === provider);
  if (decision === undefined) return { ...base, state: { tone: 'neutral', word: t('Not connected') }, notNeeded: null };
  return {
    ...base,
    state: { tone: 'neutral', word: t('Not needed') },
    settled: { label: t('Decided by'), by: decision.decidedBy, at: decision.decidedAt },
    notNeeded: t(need.notNeeded),
  };
}

function testsOf(live: Live): HandoffTest[] {
  const { descriptor, connection } = live;
  if (descriptor.messages !== undefined)
    return messageLines(descriptor, live.runs).flatMap(({ about, step, run }) =>
      run === null || step.state !== 'passed'
        ? []
        : [
            {
              id: `${descriptor.id} test ${about.id}`,
              what: t(about.label),
              result: step.detail,
              reference: step.reference,
              at: run.finishedAt ?? run.startedAt,
              by: run.startedBy,
            },
          ],
    );
  return shownRungs(connection.ladder)
    .filter(({ id, state }) => state === 'proven' && isTested(descriptor, id))
    .map(({ id, label, proof, checkedAt }) => ({
      id: `${descriptor.id} test ${id}`,
      what: markTitle(descriptor.test === undefined ? label : t(descriptor.test.title), descriptor, connection.mode),
      result: proof ?? label,
      reference: null,
      at: checkedAt,
      by: null,
    }));
}
