/** `<provider> test`: a provider's test of a clinic's connection. */
import { connectionTestReport } from '../../src-shared/credentials/connection-test';
import type { ProviderDescriptor, TestDescriptor } from '../../src-shared/providers/descriptor';
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
  const { connectionTests } = await workspace.connections();
  const { id } = await organizations.find(organization);
  const begun = await connectionTests.start(id, provider);
  const stop = () => connectionTests.stop(id, provider);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const run = (await connectionTests.waitFor(id, provider)) ?? begun;
  signal.removeEventListener('abort', stop);
  const report = connectionTestReport(run.steps, run.simulated);
  if (json) terminal.printJson(report);
  else {
    if (run.simulated) terminal.say(`Simulated: requests went to a loopback address, not to ${company}.`);
    for (const { id: step, outcome, durationMs, detail, error } of report.steps) {
      const label = test.steps.find((one) => one.id === step)?.label ?? step;
      terminal.print(
        `${outcome.padEnd(12)} ${label.padEnd(26)} ${String(durationMs).padStart(6)} ms  ${detail}${error ? ` ${error.fix}` : ''}`,
      );
    }
    terminal.print(`${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`);
  }
  return report.failed > 0 || run.state === 'stopped' ? exitCodes.failed : undefined;
}
