/**
 * Pairs of figures. Machines are noisy, so only runs that alternate on one machine are compared: A B A B …
 */

export type Pair = {
  name: string;
  /** What it is compared with, in words. */
  beside: string;
  /** The ratio that is still fine; null for one that is only shown. */
  budget: number | null;
  /** Ours and theirs, run by run, in the same unit. */
  ours: number[];
  theirs: number[];
  unit: string;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The median of the ratios run by run: a machine that slows down slows both sides of a pair. */
export const ratioOf = ({ ours, theirs }: Pair): number =>
  median(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)));

const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3));

/** As printed: two equal runs differ by half a percent, so more digits would be noise. */
const shown = (ratio: number) => ratio.toFixed(2);

const verdict = (ratio: number, budget: number) => (Number(shown(ratio)) <= budget ? 'within' : 'MISSED');

/** One row a comparison. */
export function table(pairs: readonly Pair[]): string {
  const rows = pairs.map((pair) => {
    const ratio = ratioOf(pair);
    return [
      pair.name,
      `${figure(median(pair.ours))} ${pair.unit}`,
      `${figure(median(pair.theirs))} ${pair.unit}`,
      shown(ratio),
      pair.budget === null ? '' : shown(pair.budget),
      pair.budget === null ? '' : verdict(ratio, pair.budget),
      pair.beside,
    ];
  });
  const all = [['what', 'ours', 'beside it', 'ratio', 'budget', '', 'compared with'], ...rows];
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
