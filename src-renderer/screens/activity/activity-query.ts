/** What Activity is asked for, as a person chooses it, and as the main process reads it. Pure. */

import { auditActions, earlierActions } from '../../../src-shared/audit/actions';
import type { AuditFilter } from '../../../src-shared/audit/audit-filter';
import { currentLanguage, type Text, t } from '../../../src-shared/texts/translate';

export type Period = 'any' | 'today' | 'week' | 'month' | 'days';
/** Days as a date field gives them, `2026-05-04`; empty for an open end. */
type Days = { first: string; last: string };

export type ActivityQuery = {
  search: string;
  clinic: { id: string; name: string } | null;
  /** Actions by their words: versions may have recorded the same action under several names. */
  action: string | null;
  outcome: AuditFilter['outcome'];
  period: Period;
  days: Days;
};

export const everything: ActivityQuery = {
  search: '',
  clinic: null,
  action: null,
  outcome: null,
  period: 'any',
  days: { first: '', last: '' },
};

export const isNarrowed = ({ search, clinic, action, outcome, period, days }: ActivityQuery): boolean =>
  search.trim() !== '' ||
  clinic !== null ||
  action !== null ||
  outcome !== null ||
  (period === 'days' ? days.first !== '' || days.last !== '' : period !== 'any');

const allActions: readonly [string, Text][] = [...Object.entries(auditActions), ...Object.entries(earlierActions)];

/** Each action in words, once. */
export const actionChoices = (): string[] =>
  [...new Set(allActions.map(([, words]) => t(words)))].sort((a, b) => a.localeCompare(b, currentLanguage()));

const named = (words: string) => allActions.flatMap(([action, own]) => (t(own) === words ? [action] : []));

/** The beginning of a day on this computer's clock; null for what is no day. */
function startOf(day: string, daysLater = 0): Date | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, date = 0] = parts;
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(start.getTime()) || year < 1970 ? null : start;
}

const lastDays: Partial<Record<Period, number>> = { today: 1, week: 7, month: 30 };

function timesOf({ period, days }: ActivityQuery, now: Date): Pick<AuditFilter, 'from' | 'to'> {
  const back = lastDays[period];
  if (back !== undefined)
    return { from: new Date(now.getFullYear(), now.getMonth(), now.getDate() - back + 1).toISOString() };
  if (period !== 'days') return {};
  // Days that were typed the wrong way round are the same days.
  const isTurned = days.first !== '' && days.last !== '' && days.last < days.first;
  const [first, last] = isTurned ? [days.last, days.first] : [days.first, days.last];
  const [from, to] = [startOf(first), startOf(last, 1)];
  return { ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) };
}

export const filterOf = (query: ActivityQuery, now: Date): AuditFilter => ({
  organizationId: query.clinic?.id ?? null,
  search: query.search.trim(),
  outcome: query.outcome,
  ...(query.action === null ? {} : { actions: named(query.action) }),
  ...timesOf(query, now),
});
