/** What can be rehearsed, in practice mode only; null otherwise, and until it is known. */
import { useEffect, useState } from 'react';
import type { CallResponse } from '../../src-shared/ipc/contract';
import { voxanne } from '../bridge';
import { useAppStatus } from './use-console';

export type PracticeScenarios = CallResponse<'practice.scenarios'>;

export function usePracticeScenarios(): PracticeScenarios | null {
  const { practice } = useAppStatus();
  const [scenarios, setScenarios] = useState<PracticeScenarios | null>(null);
  useEffect(() => {
    if (!practice) return;
    let gone = false;
    voxanne.practice.scenarios({}).then((result) => {
      if (!gone && result.ok) setScenarios(result.value);
    });
    return () => {
      gone = true;
    };
  }, [practice]);
  return practice ? scenarios : null;
}
