/** What a screen reader announces during a test: each line once, when it changes. */
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import type { TestLine } from './test-lines';
import { stepStates } from './words';

const key = (line: TestLine) => `${line.run?.id ?? ''} ${line.step?.state ?? ''}`;

/** Sentences about the lines that changed. Waiting lines are left out. */
export function newsBetween(before: readonly TestLine[], after: readonly TestLine[]): string[] {
  return after.flatMap((line, index) => {
    const earlier = before[index];
    if (line.step === null || line.step.state === 'waiting' || earlier === undefined || key(earlier) === key(line))
      return [];
    const words = [`${t(line.about.label)}: ${t(stepStates[line.step.state].word).toLowerCase()}.`];
    if (line.step.error !== null) words.push(line.step.error.message, line.step.error.fix);
    return [words.join(' ')];
  });
}

/** @returns the text for a polite live region */
export function useLineNews(lines: readonly TestLine[], ready: boolean): string {
  const before = useRef<readonly TestLine[] | null>(null);
  const [news, setNews] = useState('');
  useEffect(() => {
    if (!ready) return;
    const said = before.current === null ? [] : newsBetween(before.current, lines);
    before.current = lines;
    if (said.length > 0) setNews(said.join(' '));
  }, [lines, ready]);
  return news;
}
