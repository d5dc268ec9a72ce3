/**
 * What a clinic is handed over with: what was proven, when and by whom, and what is still open. Pure, and without
 * secrets.
 */
import type { Connection } from '../../../../src-shared/credentials/connection';
import { reviewWords } from '../../../../src-shared/organizations/ladder-rules';
import type { Organization } from '../../../../src-shared/organizations/organization';
import { allProviders } from '../../../../src-shared/providers';
import type { ProviderDescriptor } from '../../../../src-shared/providers/descriptor';
import { fixKindOf } from '../../../../src-shared/readiness/fixes';
import { clinicReadiness } from '../../../../src-shared/readiness/readiness';
import type { TestRun } from '../../../../src-shared/tests/test-run';
import { attemptWords } from '../../../components/attempt-words';
import { knownConnection } from '../../../components/connection-state';
import { type ShownRung, shownRungs } from '../../../components/ladder-view';
import { testLines } from '../../../components/tests/test-lines';
import { liveConnection, runsOf } from '../setup-progress';

/** `id` differs between the items of all providers. */
export type ProvenItem = { id: string; what: string; how: string | null; at: string | null; by: string | null };
type OpenItem = { id: string; what: string; why: string; owner: string };
export type HandoffReport = {
  /** By the one rule, with nothing open beside it. */
  isReady: boolean;
  proven: readonly ProvenItem[];
  open: readonly OpenItem[];
  /** Providers that the clinic does not need, as a person decided. */
  notNeeded: readonly ProvenItem[];
};

const installer = 'Installer';
type Part = Omit<HandoffReport, 'isReady'>;

const holder = (provider: string) => `Clinic, as holder of the ${provider} account`;

/** @param runs of the SMS test, newest first */
export function handoffReport(
  organization: Organization,
  connections: readonly Connection[],
  runs: readonly TestRun[],
  now = new Date(),
): HandoffReport {
  const parts = allProviders.map((descriptor): Part => {
    const connection = liveConnection(connections, descriptor.id);
    const decision = organization.notNeeded.find(({ provider }) => provider === descriptor.id);
    if (connection !== null) return ofConnection(descriptor, connection, runsOf(runs, connection));
    if (decision === undefined) return { proven: [], open: missing(descriptor), notNeeded: [] };
    const { name, need } = descriptor;
    const { decidedAt: at, decidedBy: by } = decision;
    return { proven: [], open: [], notNeeded: [{ id: descriptor.id, what: name, how: need.notNeeded, at, by }] };
  });
  const open = parts.flatMap((part) => part.open);
  const { state } = clinicReadiness(
    {
      setupStopsAt: null,
      notNeeded: organization.notNeeded.map(({ provider }) => provider),
      connections: connections.map(knownConnection),
      withdrawals: connections.flatMap(({ provider, pendingRevocation }) => (pendingRevocation ? [provider] : [])),
    },
    allProviders,
    now,
  );
  return {
    isReady: state === 'ready' && open.length === 0,
    proven: parts.flatMap(({ proven }) => proven),
    open,
    notNeeded: parts.flatMap(({ notNeeded }) => notNeeded),
  };
}

/** A provider without a connection: connecting it comes first, its test in the wizard after that. */
function missing({ id, handoff, setup, test }: ProviderDescriptor): OpenItem[] {
  const connect = { id: `${id} connect`, ...handoff.missing };
  if (test === undefined || !setup.some(({ view }) => view === 'messages')) return [connect];
  const what = `Run the ${test.title}`;
  return [connect, { id: `${id} test`, what, why: 'It needs a connected account.', owner: installer }];
}

function ofConnection(descriptor: ProviderDescriptor, connection: Connection, runs: readonly TestRun[]): Part {
  const { id: provider, name, messages, test } = descriptor;
  const proven: ProvenItem[] = [];
  const open: OpenItem[] = [];
  for (const rung of shownRungs(connection.ladder)) {
    const item = { id: `${provider} rung ${rung.id}`, what: `${name}: ${rung.label}` };
    if (rung.state === 'proven') proven.push({ ...item, how: rung.proof, at: rung.checkedAt, by: null });
    else if (rung.state !== 'not-applicable') open.push({ ...item, ...whyNotProven(descriptor, rung) });
  }
  if (messages !== undefined && test !== undefined)
    for (const { about, step, run } of testLines(test, runs)) {
      const item = { id: `${provider} test ${about.id}`, what: about.label };
      if (run !== null && step.state === 'passed')
        proven.push({ ...item, how: step.detail, at: run.finishedAt ?? run.startedAt, by: run.startedBy });
      else open.push({ ...item, why: whyOpen(step), owner: installer });
    }
  if (connection.problem !== null && !open.some(({ why }) => why.startsWith(connection.problem?.message ?? '')))
    open.push({
      id: `${provider} problem`,
      what: connection.problem.message,
      why: `${connection.problem.fix} ${attemptWords(connection)}`,
      owner: fixKindOf(descriptor, connection.problem) === 'check' ? installer : holder(name),
    });
  for (const { tone, title, text } of connection.notices)
    if (tone === 'warning')
      open.push({ id: `${provider} notice ${title}`, what: title, why: text, owner: holder(name) });
  return { proven, open, notNeeded: [] };
}

/** A test is the installer's to run; the rest lies with whoever holds the account. */
function whyNotProven(
  { name, rungs, signIn, test }: ProviderDescriptor,
  { id, state, proof }: ShownRung,
): Pick<OpenItem, 'why' | 'owner'> {
  if (state === 'disproved') return { why: proof ?? 'The last check failed.', owner: holder(name) };
  if (state === 'pending') return { why: proof ?? reviewWords(name), owner: name };
  if (state === 'stale') return { why: 'The proof is old. “Check now” renews it.', owner: installer };
  const isTested = test !== undefined && rungs.find((rung) => rung.id === id)?.provedBy === 'test';
  const how = isTested ? `“${test.action}” proves it.` : 'Not proven yet.';
  return { why: proof ?? how, owner: isTested || signIn !== undefined ? installer : holder(name) };
}

function whyOpen(step: TestRun['steps'][number] | null): string {
  if (step === null) return 'Not run yet.';
  if (step.error !== null) return `${step.error.message} ${step.error.fix}`;
  if (step.state === 'unconfirmed') return `Sent, but its arrival is not confirmed. ${step.detail}`.trim();
  return step.detail === '' ? 'It did not finish.' : step.detail;
}
