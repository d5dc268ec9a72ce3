/**
 * What the simulated phones got, kept up to date while it is shown; null outside of practice, and until it is known.
 */
import { useEffect, useState } from 'react';
import type { CallResponse } from '../../src-shared/ipc/contract';
import { voxanne } from '../bridge';
import { useAppStatus } from './use-console';

export type PracticeTexts = CallResponse<'practice.texts'>;

/** Milliseconds. A text takes two seconds to arrive; the answer comes from this computer. */
const askEvery = 500;

export function usePracticeTexts(): PracticeTexts | null {
  const { practice } = useAppStatus();
  const [texts, setTexts] = useState<PracticeTexts | null>(null);
  useEffect(() => {
    if (!practice) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let gone = false;
    let last = '';
    const ask = async () => {
      const answer = await voxanne.practice.texts({});
      if (gone) return;
      if (answer.ok && JSON.stringify(answer.value) !== last) {
        last = JSON.stringify(answer.value);
        setTexts(answer.value);
      }
      timer = setTimeout(() => void ask(), askEvery);
    };
    void ask();
    return () => {
      gone = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, [practice]);
  return practice ? texts : null;
}
