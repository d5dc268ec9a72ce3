/** `sms-test`: the four tests of the console from a terminal, with the same engine. */

import type { Command } from 'commander';
import { durationWords } from '../../src-shared/durations';
import { countSegments } from '../../src-shared/messaging/segments';
import { messageProvider } from '../../src-shared/providers/message-provider';
import { type TestReport, toReport } from '../../src-shared/tests/report';
import { notSelectedDetail } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import type { StepText } from '../messaging/message-texts';
import { type CommandContext, exitCodeOfStop, runCommand, withJson } from './command';
import { type ExitCode, exitCodes } from './exit-codes';
import { formatPreview, formatReport, wantsColour } from './format-report';
import { smsStepLabel } from './sms-steps';
import { checkOptions, type RawSmsTestOptions, type SmsTestOptions } from './sms-test-options';
import type { SmsTestOutcome, SmsTestProgress } from './sms-test-outcome';
import { stepWord } from './state-words';

function progressOf({ terminal }: Pick<CommandContext, 'terminal'>, json: boolean): SmsTestProgress {
  const told = new Map<string, string>();
  return {
    begin({ simulated }) {
      if (simulated)
        terminal.say(
          t('Simulated: requests go to a loopback address, not to {company}.', { company: messageProvider.company }),
        );
    },
    step(step) {
      if (json || step.state === 'waiting' || step.detail === notSelectedDetail) return;
      const last = step.delivery.at(-1);
      const news =
        step.state !== 'running'
          ? stepWord(step.state)
          : last === undefined
            ? stepWord('running')
            : t('{status} after {duration}', { status: last.status, duration: durationWords(last.elapsedMs) });
      if (told.get(step.id) === news) return;
      told.set(step.id, news);
      terminal.progress(`${smsStepLabel(step.id)}: ${news}`);
    },
  };
}

const sendTexts = (texts: readonly StepText[], only: SmsTestOptions['only']) =>
  texts.filter(({ step }) => only === null || only.includes(step));

function reportOf({ steps, head, isRehearsal, texts }: SmsTestOutcome, { dryRun, only }: SmsTestOptions): TestReport {
  const report = { ...toReport(steps, head.simulated), ...(isRehearsal ? { testCredentials: true as const } : {}) };
  if (!dryRun || texts === null) return report;
  const preview = sendTexts(texts, only).map(({ step, body }) => {
    const { encoding, units, segments } = countSegments(body);
    return { step, body, encoding, characters: units, segments };
  });
  return { ...report, messages: preview };
}

/** A text without a receipt is no failure; one that may or may not have been sent has an error, and is. */
const codeOf = ({ steps, stopped }: SmsTestOutcome, signal: AbortSignal): ExitCode =>
  (stopped ? exitCodeOfStop(signal) : null) ??
  (stopped || steps.some(({ state, error }) => state === 'failed' || error !== null)
    ? exitCodes.failed
    : exitCodes.success);

export function addSmsTestCommand(program: Command, context: CommandContext): void {
  const { terminal, env, signal } = context;
  withJson(program.command('sms-test'))
    .description(
      t(
        'verify the account and the number, then send the two test messages and follow their delivery; each is sent once',
      ),
    )
    .option(
      '--env-file <file>',
      t('take credentials and numbers from this file: needs no keychain, database or display'),
    )
    .option('--organization <id or name>', t('test a clinic with its stored credentials, and record the result there'))
    .option('--to <number>', t('recipient, for example +14155550134 (otherwise TEST_PHONE_NUMBER)'))
    .option('--only <steps>', t('only these, separated by commas: account, phone-number, test-sms, hot-lead-sms'))
    .option('--delivery-timeout <seconds>', t('how long to wait for each delivery; 0: don’t wait (default: 60)'))
    .option('--dry-run', t('look up and show the messages, send nothing'), false)
    .action((raw: RawSmsTestOptions) =>
      runCommand(context, raw.json, async () => {
        const options = checkOptions(raw);
        const progress = progressOf(context, options.json);
        const outcome =
          options.organization === null
            ? await (await import('./sms-test-env')).smsTestFromEnv(options, context, progress)
            : await (await import('./sms-test-organization')).smsTestOfOrganization(
                options.organization,
                options,
                context,
                progress,
              );
        if (options.json) terminal.printJson(reportOf(outcome, options));
        else {
          if (options.dryRun && outcome.texts !== null) {
            terminal.print(t('Messages, as they would be sent:'));
            for (const { step, body } of sendTexts(outcome.texts, options.only))
              terminal.print(formatPreview(smsStepLabel(step), body));
            terminal.print('');
          }
          terminal.printPainted(formatReport(outcome, wantsColour(terminal.stdout, env)));
        }
        return codeOf(outcome, signal);
      }),
    );
}
