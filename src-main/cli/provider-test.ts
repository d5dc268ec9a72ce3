/** `<provider> test`: a provider's test of a clinic's connection. */

import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';
import { trialMode } from '../../src-shared/providers/modes';
import { outcomeOf } from '../../src-shared/tests/outcome';
import { toReport } from '../../src-shared/tests/report';
import { stepOutcomeSchema } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { Workspace } from '../compose';
import { type CommandContext, exitCodeOfStop } from './command';
import { type ExitCode, exitCodes } from './exit-codes';
import { stepWord } from './state-words';

/** @returns `failed` where a step failed; the signal's code where one stopped the test */
export async function runProviderTest(
  { terminal, signal }: CommandContext,
  workspace: Workspace,
  descriptor: ProviderDescriptor & { test: TestDescriptor },
  organization: string,
  json: boolean,
): Promise<ExitCode | undefined> {
  const { id: provider, company, test } = descriptor;
  const { organizations } = workspace.services();
  const { tests, credentials } = await workspace.connections();
  const { id } = await organizations.find(organization);
  const stored = (await credentials.list(id)).find((one) => one.provider === provider);
  const begun = await tests.start(id, provider, { to: null, only: null });
  const stop = () => tests.stop(id, provider, begun.id);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const run = await tests.waitFor(id, provider, begun.id).finally(() => signal.removeEventListener('abort', stop));
  const mode = stored?.mode ?? null;
  const report = { ...toReport(run.steps, run.simulated), ...(mode === null ? {} : { mode }) };
  if (json) terminal.printJson(report);
  else {
    if (run.simulated)
      terminal.say(t('Simulated: requests went to a loopback address, not to {company}.', { company }));
    const trial = trialMode(descriptor, mode);
    if (trial !== undefined) terminal.print(`${t(trial.label)}. ${t(trial.meaning)}`);
    const width = Math.max(...test.steps.map(({ label }) => t(label).length));
    const wordWidth = Math.max(12, ...stepOutcomeSchema.options.map((outcome) => stepWord(outcome).length + 1));
    for (const { id: step, outcome, durationMs, detail, error } of report.steps) {
      const about = test.steps.find((one) => one.id === step);
      const label = about === undefined ? step : t(about.label);
      terminal.print(
        `${stepWord(outcome).padEnd(wordWidth)} ${label.padEnd(width + 2)} ${String(durationMs).padStart(6)} ms  ` +
          `${detail}${error ? ` ${error.fix}` : ''}`,
      );
    }
    const { passed, failed, skipped, unconfirmed } = report;
    const counted = t(
      '{passed, plural, one {# passed} other {# passed}}, {failed, plural, one {# failed} other {# failed}}, {skipped, plural, one {# skipped} other {# skipped}}',
      { passed, failed, skipped },
    );
    const doubt = unconfirmed === 0 ? '' : `, ${unconfirmed} ${stepWord('unconfirmed')}`;
    terminal.print(`${counted}${doubt}`);
  }
  const outcome = outcomeOf(run);
  const stopped = run.state === 'stopped' ? exitCodeOfStop(signal) : null;
  return stopped ?? (outcome === 'failed' || outcome === 'stopped' ? exitCodes.failed : undefined);
}
