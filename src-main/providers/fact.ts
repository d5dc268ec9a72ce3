import type { Fact } from '../../src-shared/primitives';

/** A line of a status card. */
export const fact = (
  id: string,
  label: string,
  value: string,
  tone: Fact['tone'] = 'neutral',
  kind: Fact['kind'] = 'text',
): Fact => ({ id, label, value, tone, kind });

export const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
