/** One finding of `doctor`, with what to do about a problem. */
import { t, text } from '../../src-shared/texts/translate';
export type Finding = { id: string; outcome: 'passed' | 'failed' | 'warning'; detail: string; fix?: string };

const outcomes = { passed: text('passed'), failed: text('failed'), warning: text('warning') } as const;

/** Of the first column: eight characters, or as many as the longest word of the language has. */
const width = () => Math.max(8, ...Object.values(outcomes).map((word) => t(word).length));

export const findingLine = ({ id, outcome, detail, fix }: Finding): string =>
  `${t(outcomes[outcome]).padEnd(width())} ${id.padEnd(11)} ${detail}${fix ? ` ${fix}` : ''}`;
