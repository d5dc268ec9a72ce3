/** `<provider> test`: a provider's test of a clinic's connection. */
import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';
import { outcomeOf } from '../../src-shared/tests/outcome';
import { toReport } from '../../src-shared/tests/report';
import type { Workspace } from '../compose';
import type { CommandContext } from './command';
import { type ExitCode, exitCodes } from './exit-codes';

/** @returns `failed` where a step failed or the test was stopped */
export async function runProviderTest(
  { terminal, signal }: CommandContext,
  workspace: Workspace,
  { id: provider, company, test }: ProviderDescriptor & { test: TestDescriptor },
  organization: string,
  json: boolean,
): Promise<ExitCode | undefined> {
  const { organizations } = workspace.services();
  const { tests } = await workspace.connections();
  const { id } = await organizations.find(organization);
  const begun = await tests.start(id, provider, { to: null, only: null });
  const stop = () => tests.stop(id, provider, begun.id);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const run = await tests.waitFor(id, provider, begun.id).finally(() => signal.removeEventListener('abort', stop));
  const report = toReport(run.steps, run.simulated);
  if (json) terminal.printJson(report);
  else {
    if (run.simulated) terminal.say(`Simulated: requests went to a loopback address, not to ${company}.`);
    const width = Math.max(...test.steps.map(({ label }) => label.length));
    for (const { id: step, outcome, durationMs, detail, error } of report.steps) {
      const label = test.steps.find((one) => one.id === step)?.label ?? step;
      terminal.print(
        `${outcome.padEnd(12)} ${label.padEnd(width + 2)} ${String(durationMs).padStart(6)} ms  ` +
          `${detail}${error ? ` ${error.fix}` : ''}`,
      );
    }
    const { passed, failed, skipped, unconfirmed } = report;
    const doubt = unconfirmed === 0 ? '' : `, ${unconfirmed} unconfirmed`;
    terminal.print(`${passed} passed, ${failed} failed, ${skipped} skipped${doubt}`);
  }
  const outcome = outcomeOf(run);
  return outcome === 'failed' || outcome === 'stopped' ? exitCodes.failed : undefined;
}
