/** Figures without a counterpart: what a person waits for, beside its budget. */
import { median } from './measure';

export type Figure = { name: string; values: number[]; unit: string; wanted: number | null; bound: 'most' | 'least' };

export const figure = (
  name: string,
  values: number[] | undefined,
  unit: string,
  wanted: number | null,
  bound: Figure['bound'] = 'most',
): Figure => ({ name, values: values ?? [], unit, wanted, bound });

const shown = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

/** One row a figure: the median, the worst, and whether the median is as wanted. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, values, unit, wanted, bound }) => {
    const middle = median(values);
    const worst = bound === 'most' ? Math.max(...values) : Math.min(...values);
    const isMet = wanted === null || (bound === 'most' ? middle <= wanted : middle >= wanted);
    const verdict = wanted === null ? '' : isMet ? 'met' : 'MISSED';
    return [name, shown(middle), shown(worst), unit, wanted === null ? '' : `${bound} ${wanted}`, verdict];
  });
  const all = [['figure', 'median', 'worst', '', 'wanted', ''], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
