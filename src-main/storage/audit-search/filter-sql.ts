/** The conditions of a filter as SQL. Shared with the search thread, whose imports name files. */
import type { Database } from 'better-sqlite3';
import { auditActions, earlierActions } from '../../../src-shared/audit/actions.ts';
import type { AuditFilter } from '../../../src-shared/audit/audit-filter.ts';
import { inconclusiveActions } from '../../../src-shared/audit/entry-result.ts';
import { t } from '../../../src-shared/texts/translate.ts';

export type Condition = { sql: string; values: (string | number)[] };

/** What a search looks into. A line for each part: words hold no space, so none is found across two of them. */
export const searchedText = ['substr(at, 1, 10)', 'actor', "coalesce(organization_name, '')", 'action', 'detail'].join(
  ' || char(10) || ',
);

/** In English, in which a trail may be read, and in the language of the person. */
const inWords = () =>
  [...Object.entries(auditActions), ...Object.entries(earlierActions)].map(
    ([action, words]) => [action, [words, t(words)].map((each) => each.toLowerCase())] as const,
  );

/** The words of a search. A zero byte would end a text inside SQLite. */
export const wordsOf = (search: string) => search.replaceAll('\0', ' ').split(/\s+/).filter(Boolean);

/** Actions whose words, as the window shows them, hold `word`. */
export const actionsNamed = (word: string): string[] => {
  const wanted = word.toLowerCase();
  return inWords().flatMap(([action, words]) => (words.some((each) => each.includes(wanted)) ? [action] : []));
};

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const isAscii = (word: string) => /^[\x00-\x7f]*$/.test(word);

/** Letters outside ASCII in either case, which SQLite's LIKE does not know. Needed by {@link conditionsOf}. */
export function addFoldedContains(database: Database): void {
  database.function('folded_contains', { deterministic: true }, (text, word) =>
    typeof text === 'string' && typeof word === 'string' && text.toLowerCase().includes(word) ? 1 : 0,
  );
}

function hasWord(word: string): Condition {
  const named = actionsNamed(word);
  const [sql, value] = isAscii(word)
    ? [`${searchedText} LIKE ? ESCAPE '\\'`, `%${word.replace(/[\\%_]/g, '\\$&')}%`]
    : [`folded_contains(${searchedText}, ?)`, word.toLowerCase()];
  return named.length === 0
    ? { sql, values: [value] }
    : { sql: `(${sql} OR action IN (${marks(named)}))`, values: [value, ...named] };
}

/** Earlier versions recorded one action for a test's end, with what was unconfirmed in its detail. */
const isInconclusive = `(action IN (${inconclusiveActions.map((action) => `'${action}'`).join(', ')})
  OR (action = 'sms-test.finished' AND outcome = 'succeeded' AND detail LIKE '% unconfirmed%'))`;

function hasOutcome(outcome: NonNullable<AuditFilter['outcome']>): Condition {
  return outcome === 'inconclusive'
    ? { sql: isInconclusive, values: [] }
    : { sql: `outcome = ? AND NOT ${isInconclusive}`, values: [outcome] };
}

/** Everything that an entry must fulfil to be found. */
export function conditionsOf({ organizationId, search, outcome, actions, from, to }: AuditFilter): Condition {
  const all = [
    ...(organizationId === null ? [] : [{ sql: 'organization_id = ?', values: [organizationId] }]),
    ...(outcome === null ? [] : [hasOutcome(outcome)]),
    ...(actions === undefined ? [] : [{ sql: `action IN (${marks(actions)})`, values: actions }]),
    ...(from === undefined ? [] : [{ sql: 'at >= ?', values: [from] }]),
    ...(to === undefined ? [] : [{ sql: 'at < ?', values: [to] }]),
    ...wordsOf(search).map(hasWord),
  ];
  return {
    sql: all.map((condition) => ` AND ${condition.sql}`).join(''),
    values: all.flatMap(({ values }) => values),
  };
}

/** What a page needs to be narrowed to by an index: one value, or several of which each is a walk of its own. */
export function actionsOf({ outcome, actions }: AuditFilter): readonly string[] | null {
  if (actions !== undefined) return actions;
  return outcome === 'inconclusive' ? [...inconclusiveActions, 'sms-test.finished'] : null;
}
