/** One thing that was looked at, and what to do where it is not as it should be. */
export type Finding = { id: string; outcome: 'passed' | 'failed' | 'warning'; detail: string; fix?: string };

export const findingLine = ({ id, outcome, detail, fix }: Finding): string =>
  `${outcome.padEnd(8)} ${id.padEnd(11)} ${detail}${fix ? ` ${fix}` : ''}`;
