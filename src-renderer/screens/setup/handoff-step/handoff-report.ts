/** What a clinic is handed over with: what was proved, when and by whom, and what is still open. Pure, and without secrets. */
import type { Connection } from '../../../../src-shared/credentials/connection';
import type { ProviderId } from '../../../../src-shared/primitives';
import { providerDescriptors } from '../../../../src-shared/providers';
import { messageProvider } from '../../../../src-shared/providers/message-provider';
import type { TestRun } from '../../../../src-shared/tests/test-run';
import { shownRungs } from '../../../components/ladder-view';
import { testLines } from '../../../components/tests/test-lines';

export type ProvedItem = { id: string; what: string; how: string | null; at: string | null; by: string | null };
export type OpenItem = { id: string; what: string; why: string; owner: string };
export type HandoffReport = { proved: ProvedItem[]; open: OpenItem[] };

const installer = 'Installer';
const holder = (provider: string) => `Clinic, as holder of the ${provider} account`;

/** @param runs of the number in use, newest first */
export function handoffReport(connection: Connection | null, runs: readonly TestRun[]): HandoffReport {
  if (connection === null)
    return {
      proved: [],
      open: [
        {
          id: 'connect',
          what: 'Connect Twilio',
          why: 'No account is connected, so no text message can be sent.',
          owner: `${installer}, with the clinic’s Twilio login`,
        },
        { id: 'sms-test', what: 'Run the SMS test', why: 'It needs a connected account.', owner: installer },
      ],
    };
  const { name, rungs } = providerDescriptors[connection.provider];
  /** The top of the ladder is what a test proves; everything below lies with whoever holds the account. */
  const testedRung = rungs.at(-1)?.id;
  const proved: ProvedItem[] = [];
  const open: OpenItem[] = [];

  for (const rung of shownRungs(connection.ladder)) {
    const id = `rung ${rung.id}`;
    if (rung.state === 'proven')
      proved.push({ id, what: `${name}: ${rung.label}`, how: rung.proof, at: rung.checkedAt, by: null });
    if (rung.state === 'disproved')
      open.push({
        id,
        what: `${name}: ${rung.label}`,
        why: rung.proof ?? 'The last check failed.',
        owner: holder(name),
      });
    if (rung.state === 'stale')
      open.push({
        id,
        what: `${name}: ${rung.label}`,
        why: 'The proof is old. “Check now” renews it.',
        owner: installer,
      });
    if (rung.state === 'unproven')
      open.push({
        id,
        what: `${name}: ${rung.label}`,
        why: rung.proof ?? 'Not proven yet.',
        owner: rung.id === testedRung ? installer : holder(name),
      });
  }
  for (const line of testLines(messageProvider.test, runs)) {
    const what = line.about.label;
    if (line.run !== null && line.step.state === 'passed')
      proved.push({
        id: line.about.id,
        what,
        how: line.step.detail,
        at: line.run.finishedAt ?? line.run.startedAt,
        by: line.run.startedBy,
      });
    else open.push({ id: line.about.id, what, why: whyOpen(line.step), owner: installer });
  }
  for (const notice of connection.notices.filter(({ tone }) => tone === 'warning'))
    open.push({ id: `notice ${notice.title}`, what: notice.title, why: notice.text, owner: holder(name) });
  return { proved, open };
}

/** The same for a provider that is signed in to: its ladder holds what its own test proved. */
export function signInHandoff(provider: ProviderId, connection: Connection | null): HandoffReport {
  const { name, signIn, test } = providerDescriptors[provider];
  if (connection === null)
    return {
      proved: [],
      open: [
        {
          id: `connect ${provider}`,
          what: signIn?.action ?? `Connect ${name}`,
          why: 'No calendar is connected, so no appointment can be booked.',
          owner: `${installer}, with the owner of the clinic’s calendar`,
        },
      ],
    };
  const proved: ProvedItem[] = [];
  const open: OpenItem[] = [];
  const top = connection.ladder.rungs.at(-1)?.id;
  for (const rung of shownRungs(connection.ladder)) {
    const id = `rung ${rung.id}`;
    const what = `${name}: ${rung.label}`;
    if (rung.state === 'proven') proved.push({ id, what, how: rung.proof, at: rung.checkedAt, by: null });
    else if (rung.state === 'disproved')
      open.push({ id, what, why: rung.proof ?? 'The last check failed.', owner: holder(name) });
    else if (rung.state === 'stale')
      open.push({ id, what, why: 'The proof is old. “Check now” renews it.', owner: installer });
    else if (rung.state === 'unproven')
      open.push({
        id,
        what,
        why: rung.id === top && test !== undefined ? `“${test.action}” proves it.` : (rung.proof ?? 'Not proven yet.'),
        owner: installer,
      });
  }
  for (const notice of connection.notices.filter(({ tone }) => tone === 'warning'))
    open.push({ id: `notice ${notice.title}`, what: notice.title, why: notice.text, owner: holder(name) });
  return { proved, open };
}

function whyOpen(step: TestRun['steps'][number] | null): string {
  if (step === null) return 'Not run yet.';
  if (step.error !== null) return `${step.error.message} ${step.error.fix}`;
  if (step.state === 'unconfirmed') return `Sent, but its arrival is not confirmed. ${step.detail}`.trim();
  return step.detail === '' ? 'It did not finish.' : step.detail;
}
