/**
 * The report that a clinic is handed over with: what was proven, when and by whom, and what is still open, with its
 * owner and the button for it. Pure, and without secrets.
 */

import type { Connection } from '../credentials/connection';
import type { AppErrorData } from '../errors';
import { exactMinute } from '../exact-times';
import { listOf } from '../list-words';
import { reviewWords } from '../organizations/ladder-rules';
import type { NextAction } from '../organizations/next-action';
import type { Organization } from '../organizations/organization';
import type { ProviderId } from '../primitives';
import { allProviders, providerDescriptors } from '../providers';
import type { ProviderDescriptor } from '../providers/descriptor';
import { markSentence, markTitle, nameInMode } from '../providers/modes';
import { connectionState } from '../readiness/connection-state';
import { actionOf, fixKindOf, fixOf, proofOf } from '../readiness/fixes';
import { knownClinic } from '../readiness/known-clinic';
import { liveConnection, runsOf } from '../readiness/live-connection';
import { clinicReadiness, type ProviderReadiness } from '../readiness/readiness';
import { type ShownRung, shownRungs } from '../readiness/shown-rungs';
import { messageLines } from '../tests/test-lines';
import type { TestRun, TestStep } from '../tests/test-run';
import { t, text } from '../texts/translate';

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

/** `id` differs between the items of all providers. */
export type OpenItem = {
  id: string;
  what: string;
  why: string;
  owner: string;
  /** What does it, or what brings the person there. */
  action: NextAction;
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

const arrivalUnknown = text('Sent, but its arrival is not confirmed.');
/** By name where it is known: who connected something is who installs. */
const installer = (name: string | undefined): string =>
  name === undefined || name === '' ? t('Installer') : t('{name}, as installer', { name });
/** By name, where somebody is named. */
const holder = (company: string, { contact }: Pick<Organization, 'contact'>) =>
  t('{name}, as holder of the {company} account', {
    name: contact.name === '' ? t('The clinic') : contact.name,
    company,
  });

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

type Live = { descriptor: ProviderDescriptor; connection: Connection; runs: readonly TestRun[] };

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

const isTested = ({ rungs }: ProviderDescriptor, id: string): boolean =>
  rungs.find((rung) => rung.id === id)?.provedBy === 'test';

const missing = (descriptor: ProviderDescriptor, connectedBy: string | undefined): OpenItem => ({
  id: `${descriptor.id} connect`,
  what: t(descriptor.handoff.missing.what),
  why: t(descriptor.handoff.missing.why),
  owner: t(descriptor.handoff.missing.owner, { installer: installer(connectedBy) }),
  action: actionOf(descriptor, 'connect'),
});

/** What the rule says of a provider that is neither proven nor decided. */
function unsaid({ provider, attention, nextAction }: ProviderReadiness, connectedBy: string | undefined): OpenItem[] {
  if (attention === null || nextAction === null) return [];
  return [{ id: `${provider} readiness`, what: attention, why: '', owner: installer(connectedBy), action: nextAction }];
}

function openOf(live: Live, organization: Organization): OpenItem[] {
  const { descriptor, connection } = live;
  const { id: provider, company } = descriptor;
  const tests = openTests(live);
  const open: OpenItem[] = [];
  const rungs = shownRungs(connection.ladder).filter(
    ({ id, state }) =>
      state !== 'proven' &&
      state !== 'not-applicable' &&
      // The lines of the test say the same, and which of its messages it is.
      !(isTested(descriptor, id) && tests.length > 0),
  );
  for (const rung of rungs) {
    const action = proofOf(descriptor, rung);
    const old = rungs.filter((one) => one.state === 'stale' && proofOf(descriptor, one).kind === action.kind);
    const isOneOfMany = rung.state === 'stale' && old.length > 1;
    // One button renews them all: they are one line, at the lowest.
    if (isOneOfMany && old[0] !== rung) continue;
    open.push({
      id: `${provider} rung ${rung.id}`,
      ...(isOneOfMany ? oldProofs(live, old, action.kind === 'test') : oneRung(live, rung, organization)),
      action,
    });
  }
  const { problem } = connection;
  if (problem !== null && !open.some(({ why }) => why.startsWith(problem.message)))
    open.unshift(ofProblem(live, problem, organization));
  open.push(...tests);
  if (connection.pendingRevocation !== undefined)
    open.push({
      id: `${provider} withdrawal`,
      what: t('Tell {company} that earlier access was removed', { company }),
      why: connection.pendingRevocation.problem.message,
      owner: installer(connection.addedBy),
      action: actionOf(descriptor, 'withdraw'),
    });
  for (const { tone, title, text, helpUrl } of connection.notices)
    if (tone === 'warning')
      open.push({
        id: `${provider} notice ${title}`,
        what: markTitle(title, descriptor, connection.mode),
        why: text,
        owner: holder(company, organization),
        action: actionOf(descriptor, 'open', helpUrl),
      });
  return open;
}

const oneRung = (live: Live, rung: ShownRung, organization: Organization) => ({
  what: `${nameInMode(live.descriptor, live.connection.mode)}: ${rung.label}`,
  ...whyNotProven(live, rung, organization),
});

const oldProofs = ({ descriptor, connection }: Live, old: readonly ShownRung[], isTest: boolean) => ({
  what: t('{name}: {count} proofs are old: {rungs}', {
    name: nameInMode(descriptor, connection.mode),
    count: old.length,
    rungs: listOf(old.map(({ label }) => label)),
  }),
  why: t('“{action}” renews them.', { action: renewal(descriptor.test, isTest) }),
  owner: installer(connection.addedBy),
});

/** The button that renews an old proof. */
const renewal = (test: ProviderDescriptor['test'], isTest: boolean) =>
  isTest && test !== undefined ? t(test.action) : t('Check now');

/** The last attempt beside the last answer, so that neither is taken for the other. */
function attemptWords({ attemptedAt, verifiedAt }: Connection, place: Organization): string {
  const said = (at: string | null | undefined, otherwise: string) => (at == null ? otherwise : exactMinute(at, place));
  return t('Last tried {attempted}; last answer {answered}.', {
    attempted: said(attemptedAt, t('at a time that was not kept')),
    answered: said(verifiedAt, t('never')),
  });
}

function ofProblem({ descriptor, connection }: Live, problem: AppErrorData, organization: Organization): OpenItem {
  const isChecked = fixKindOf(descriptor, problem) === 'check';
  return {
    id: `${descriptor.id} problem`,
    what: markSentence(problem.message, descriptor, connection.mode),
    why: `${problem.fix} ${attemptWords(connection, organization)}`,
    owner: isChecked ? installer(connection.addedBy) : holder(descriptor.company, organization),
    action: fixOf(descriptor, problem),
  };
}

/** One item for a test that was never run, and one for each message that did not pass. */
function openTests(live: Live): OpenItem[] {
  const { descriptor } = live;
  const owner = installer(live.connection.addedBy);
  const lines = messageLines(descriptor, live.runs);
  const open = lines.filter(({ step }) => step?.state !== 'passed');
  const action = actionOf(descriptor, 'test');
  if (open.length > 0 && lines.every(({ step }) => step === null)) {
    const { test } = descriptor;
    return [
      {
        id: `${descriptor.id} test`,
        what: markTitle(
          t('Run the {title}', { title: test === undefined ? t('test') : t(test.title) }),
          descriptor,
          live.connection.mode,
        ),
        why: test === undefined ? '' : t(test.words.about),
        owner,
        action,
      },
    ];
  }
  return open.map(({ about, step }) => ({
    id: `${descriptor.id} test ${about.id}`,
    what: t(about.label),
    why: whyOpen(step),
    owner,
    action,
  }));
}

/** The installer runs the tests; the account's holder does everything else. */
function whyNotProven(
  { descriptor: { name, company, rungs, signIn, test }, connection: { addedBy } }: Live,
  { id, state, proof }: ShownRung,
  organization: Organization,
): Pick<OpenItem, 'why' | 'owner'> {
  if (state === 'disproved') return { why: proof ?? t('The last check failed.'), owner: holder(company, organization) };
  if (state === 'pending') return { why: proof ?? reviewWords(name), owner: company };
  if (state === 'unconfirmed') return { why: proof ?? t(arrivalUnknown), owner: installer(addedBy) };
  const tested = test !== undefined && rungs.find((rung) => rung.id === id)?.provedBy === 'test';
  if (state === 'stale')
    return {
      why: t('The proof is old. “{action}” renews it.', { action: renewal(test, tested) }),
      owner: installer(addedBy),
    };
  const how = tested ? t('“{action}” proves it.', { action: t(test.action) }) : t('Not proven yet.');
  return {
    why: proof ?? how,
    owner: tested || signIn !== undefined ? installer(addedBy) : holder(company, organization),
  };
}

function whyOpen(step: TestStep | null): string {
  if (step === null) return t('Not run yet.');
  if (step.error !== null) return `${step.error.message} ${step.error.fix}`;
  if (step.state === 'unconfirmed') return `${t(arrivalUnknown)} ${step.detail}`.trim();
  return step.detail === '' ? t('It did not finish.') : step.detail;
}
