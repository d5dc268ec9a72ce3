/** Commander's own words, in the language of the person: headings of its help, and what it says of a wrong command. */
import { Help } from 'commander';
import { type Text, t, text } from '../../src-shared/texts/translate';

const headings: Readonly<Record<string, Text>> = {
  'Usage:': text('Usage:'),
  'Arguments:': text('Arguments:'),
  'Options:': text('Options:'),
  'Commands:': text('Commands:'),
};

function headingWords(heading: string): string {
  const known = headings[heading];
  return known === undefined ? heading : t(known);
}

/** `sms-test [options]`: what stands for options and a command. */
const placeholderWords = (usage: string): string =>
  usage.replace('[options]', t('[options]')).replace('[command]', t('[command]'));

const noteWords = (description: string): string =>
  description
    .replace(/\(default: (.+)\)$/, (_, value: string) => t('(default: {value})', { value }))
    .replace(/\(choices: (.+)\)$/, (_, choices: string) => t('(choices: {choices})', { choices }));

const usualWidth = 80;
/** What is said of an option needs so many columns to stand beside it. */
const leastBeside = 30;

/** On a narrow terminal what is said stands below the name: beside it there is room for a word a line. */
function formatItem(term: string, termWidth: number, description: string, helper: Help): string {
  const width = helper.helpWidth ?? usualWidth;
  const [indent, gap, below] = ['  ', 2, '      '];
  if (description === '' || width - termWidth - indent.length - gap >= leastBeside)
    return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
  const lines = helper.boxWrap(description, width - below.length).split('\n');
  return [`${indent}${term}`, ...lines.map((line) => `${below}${line}`)].join('\n');
}

/** For `configureHelp`. */
export const helpWords = {
  minWidthToWrap: 20,
  formatItem,
  styleTitle: headingWords,
  styleUsage: placeholderWords,
  styleSubcommandTerm: placeholderWords,
  styleOptionDescription: noteWords,
};

/** The patterns' groups are the values of the texts. What is not here is said as Commander says it. */
const refusals: readonly (readonly [RegExp, Text])[] = [
  [/^missing required argument '(?<name>.+)'$/, text("missing required argument ''{name}''")],
  [/^option '(?<option>.+)' argument missing$/, text("option ''{option}'' argument missing")],
  [/^required option '(?<option>.+)' not specified$/, text("required option ''{option}'' not specified")],
  [
    /^option '(?<option>.+)' cannot be used with option '(?<other>.+)'$/,
    text("option ''{option}'' cannot be used with option ''{other}''"),
  ],
  [/^unknown option '(?<option>.+)'$/, text("unknown option ''{option}''")],
  [/^unknown command '(?<command>.+)'$/, text("unknown command ''{command}''")],
  [
    /^too many arguments for '(?<command>.+)'\. Expected (?<expected>\d+) arguments? but got (?<given>\d+)\.$/,
    text(
      "too many arguments for ''{command}''. Expected {expected, plural, one {# argument} other {# arguments}} but got {given}.",
    ),
  ],
  [
    /^option '(?<option>.+)' argument '(?<given>.*)' is invalid\. Allowed choices are (?<choices>.+)\.$/,
    text("option ''{option}'' argument ''{given}'' is invalid. Allowed choices are {choices}."),
  ],
  [/^\(Did you mean one of (?<names>.+)\?\)$/, text('(Did you mean one of {names}?)')],
  [/^\(Did you mean (?<name>.+)\?\)$/, text('(Did you mean {name}?)')],
];

function lineWords(line: string): string {
  const bare = line.replace(/^error: /, '');
  for (const [pattern, words] of refusals) {
    const groups = pattern.exec(bare)?.groups;
    if (groups === undefined) continue;
    const { expected, ...values } = groups;
    const said = t(words, { ...values, ...(expected === undefined ? {} : { expected: Number(expected) }) });
    return `${bare === line ? '' : 'error: '}${said}`;
  }
  return line;
}

/** @param said one line or several, as Commander writes them: `error: unknown option '--x'` */
export const refusalWords = (said: string): string => said.split('\n').map(lineWords).join('\n');

/** `Did you mean --dry-run?`; null where nothing comes near. */
export function suggestionIn(said: string): string | null {
  const line = said.split('\n').find((one) => /^\(Did you mean /.test(one));
  return line === undefined ? null : lineWords(line).slice(1, -1);
}
