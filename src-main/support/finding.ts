/** One finding of `doctor`, with what to do about a problem. */
export type Finding = { id: string; outcome: 'passed' | 'failed' | 'warning'; detail: string; fix?: string };

export const findingLine = ({ id, outcome, detail, fix }: Finding): string =>
  `${outcome.padEnd(8)} ${id.padEnd(11)} ${detail}${fix ? ` ${fix}` : ''}`;
