/** The values of a settings file by their keys, and the keys that have several. */

import { parse } from 'dotenv';
import { listOf } from '../../src-shared/list-words';
import type { SeveralValues } from '../../src-shared/providers/env-file';
import { envLines } from '../../src-shared/providers/env-lines';
import { placeholderReason } from '../../src-shared/providers/env-placeholder';
import { t } from '../../src-shared/texts/translate';

const isFilled = (value: string) => value.trim() !== '' && placeholderReason(value) === null;

/** Each key's values: those of one heading in their order, the headings in theirs. */
function occurrences(text: string): Map<string, Map<string, string[]>> {
  const byKey = new Map<string, Map<string, string[]>>();
  for (const line of envLines(text)) {
    for (const [key, value] of Object.entries(parse(line.text))) {
      const sections = byKey.get(key) ?? new Map<string, string[]>();
      byKey.set(key, sections);
      sections.set(line.section, [...(sections.get(line.section) ?? []), value]);
    }
  }
  return byKey;
}

/**
 * Of lines that follow each other the last counts, as for every program that reads such a file. Between headings
 * (`dev` and `prod`) there is no such rule: a key that differs there is not taken.
 */
export function readEnvValues(text: string): { values: Record<string, string>; several: SeveralValues[] } {
  const values: Record<string, string> = {};
  const several: SeveralValues[] = [];
  for (const [key, sections] of occurrences(text)) {
    const last = [...sections].map(([section, written]) => ({ section, value: written.at(-1) ?? '' }));
    const filled = last.filter(({ value }) => isFilled(value));
    values[key] = (filled[0] ?? last.at(-1))?.value ?? '';
    if (new Set(filled.map(({ value }) => value)).size > 1) {
      const where = listOf(filled.map(({ section }) => section || t('no heading')));
      several.push({ key, taken: false, reason: t('It has different values, under {headings}.', { headings: where }) });
    } else if ([...sections.values()].some((written) => new Set(written.filter(isFilled)).size > 1))
      several.push({ key, taken: true, reason: t('It stands there more than once; the last value was taken.') });
  }
  return { values, several };
}
