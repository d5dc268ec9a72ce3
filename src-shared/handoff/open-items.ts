/** What is still open at a clinic’s providers, with its owner and the button for it. */
import type { Connection } from '../credentials/connection';
import type { AppErrorData } from '../errors';
import { exactMinute } from '../exact-times';
import { listOf } from '../list-words';
import { reviewWords } from '../organizations/ladder-rules';
import type { NextAction } from '../organizations/next-action';
import type { Organization } from '../organizations/organization';
import type { ProviderDescriptor } from '../providers/descriptor';
import { markSentence, markTitle, nameInMode } from '../providers/modes';
import { actionOf, fixKindOf, fixOf, proofOf } from '../readiness/fixes';
import type { ProviderReadiness } from '../readiness/readiness';
import { type ShownRung, shownRungs } from '../readiness/shown-rungs';
import { messageLines } from '../tests/test-lines';
import type { TestRun, TestStep } from '../tests/test-run';
import { t, text } from '../texts/translate';

/** `id` differs between the items of all providers. */
export type OpenItem = {
  id: string;
  what: string;
  why: string;
  owner: string;
  /** What does it, or what brings the person there. */
  action: NextAction;
};

/** A connection that is alive, with the runs of its test, newest first. */
export type Live = { descriptor: ProviderDescriptor; connection: Connection; runs: readonly TestRun[] };

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

export const isTested = ({ rungs }: ProviderDescriptor, id: string): boolean =>
  rungs.find((rung) => rung.id === id)?.provedBy === 'test';

export const missing = (descriptor: ProviderDescriptor, connectedBy: string | undefined): OpenItem => ({
  id: `${descriptor.id} connect`,
  what: t(descriptor.handoff.missing.what),
  why: t(descriptor.handoff.missing.why),
  owner: t(descriptor.handoff.missing.owner, { installer: installer(connectedBy) }),
  action: actionOf(descriptor, 'connect'),
});

/** What the rule says of a provider that is neither proven nor decided. */
export function unsaid(
  { provider, attention, nextAction }: ProviderReadiness,
  connectedBy: string | undefined,
): OpenItem[] {
  if (attention === null || nextAction === null) return [];
  return [{ id: `${provider} readiness`, what: attention, why: '', owner: installer(connectedBy), action: nextAction }];
}

export function openOf(live: Live, organization: Organization): OpenItem[] {
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
