/**
 * The SMS test's report for people: aligned lines, outcome words, cause and fix below what failed. It reads the same
 * without colour.
 */

import { durationWords } from '../../src-shared/durations';
import { displayPhoneNumber } from '../../src-shared/messaging/phone-number';
import { countSegments, describeSegments } from '../../src-shared/messaging/segments';
import { summarise } from '../../src-shared/tests/outcome';
import { stepOutcomeSchema, type TestStep } from '../../src-shared/tests/test-run';
import { t } from '../../src-shared/texts/translate';
import { inColour, plain } from './plain';
import { smsStepLabel, smsSteps } from './sms-steps';
import { stepWord } from './state-words';
import { checkLines } from './terminal';

export type ReportHead = { from: string; to: string | null; simulated: boolean };

const colours: Partial<Record<TestStep['state'], string>> = {
  passed: '32',
  failed: '31',
  unconfirmed: '33',
  skipped: '2',
};
/** Widths of the columns, in the language of the report. */
const outcomeWidth = () => Math.max(...stepOutcomeSchema.options.map((state) => stepWord(state).length));
const titleWidth = () => Math.max(...smsSteps.map((id) => smsStepLabel(id).length));

const show = (e164: string) => {
  const { national, country } = displayPhoneNumber(e164);
  return `${national}${country === null ? '' : ` ${country}`}`;
};

/** `queued 0.1 s → sent 0.9 s → delivered 2.1 s`. */
const deliveryLine = (delivery: TestStep['delivery']): string =>
  delivery.map(({ status, elapsedMs }) => `${status} ${durationWords(elapsedMs)}`).join(' → ');

function stepLines(step: TestStep, colour: boolean): string[] {
  const width = outcomeWidth();
  const indent = ' '.repeat(width + 4);
  const word = stepWord(step.state).toUpperCase().padEnd(width);
  const code = colours[step.state];
  const time = step.durationMs === null || step.state === 'skipped' ? '' : durationWords(step.durationMs);
  const head = `  ${smsStepLabel(step.id).padEnd(titleWidth())}  ${time.padStart(9)}`.trimEnd();
  const lines = [`${indent}${step.detail}`];
  if (step.reference !== null) lines.push(`${indent}${step.reference}`);
  if (step.delivery.length > 0) lines.push(`${indent}${deliveryLine(step.delivery)}`);
  if (step.error !== null) {
    const { message, cause, fix, checks, helpUrl, code: name } = step.error;
    if (!step.detail.includes(message)) lines.push(`${indent}${message}`);
    lines.push(`${indent}${t('Why:  {cause}', { cause })}`, `${indent}${t('Fix:  {fix}', { fix })}`);
    lines.push(...checkLines(checks).map((line) => `${indent}${line}`));
    if (helpUrl !== undefined) lines.push(`${indent}${t('More: {url}', { url: helpUrl })}`);
    lines.push(`${indent}${t('Code: {code}', { code: name })}`);
  }
  return [`  ${colour && code !== undefined ? inColour(word, code) : word}${head}`, ...lines.map(plain)];
}

type Reported = { steps: readonly TestStep[]; head: ReportHead; isRehearsal: boolean };

/** @param colour ANSI colours; never needed to understand the report */
export function formatReport({ steps, head, isRehearsal }: Reported, colour: boolean): string {
  const from = show(head.from);
  const route =
    head.to === null
      ? t('SMS test from {from}', { from })
      : t('SMS test from {from} to {to}', { from, to: show(head.to) });
  const way = head.simulated ? t('{route} (simulated)', { route }) : route;
  const said = isRehearsal ? t('{route} (test credentials: nothing is sent)', { route: way }) : way;
  return [plain(said), '', ...steps.flatMap((step) => stepLines(step, colour)), '', summarise(steps)].join('\n');
}

/** A text as it would be sent, with what it costs. */
export function formatPreview(title: string, body: string): string {
  const lines = body.split(/\r?\n/).map((line) => `    | ${line}`);
  return [`  ${title}: ${describeSegments(countSegments(body))}`, ...lines].join('\n');
}

/**
 * Whether to colour. `FORCE_COLOR` decides, as in Node: `0` and `false` for no, anything else for yes. Without it there
 * is colour at a terminal, unless `NO_COLOR` is set (https://no-color.org), `CLICOLOR` is `0` or the terminal is a dumb
 * one; `CLICOLOR_FORCE` colours anywhere (https://bixense.com/clicolors).
 */
export function wantsColour(stream: { isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): boolean {
  const {
    FORCE_COLOR: forced,
    NO_COLOR: none = '',
    CLICOLOR_FORCE: anywhere = '',
    CLICOLOR: wanted,
    TERM: terminal,
  } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (none !== '') return false;
  if (anywhere !== '' && anywhere !== '0') return true;
  return stream.isTTY === true && wanted !== '0' && terminal !== 'dumb';
}
