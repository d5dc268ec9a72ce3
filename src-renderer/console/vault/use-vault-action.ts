import { useRef, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Result } from '../../../src-shared/result';
import type { VaultState } from '../../../src-shared/vault/vault-state';
import { useConsole } from '../use-console';

type Doing = { words: string | null; error: AppErrorData | null };

/** Runs one action of the vault at a time, shows its progress, and stores the resulting state. */
export function useVaultAction() {
  const [doing, setDoing] = useState<Doing>({ words: null, error: null });
  const newest = useRef(0);
  const run = async (words: string, act: () => Promise<Result<VaultState | null>>) => {
    newest.current += 1;
    const run = newest.current;
    setDoing({ words, error: null });
    const answer = await act();
    if (run !== newest.current) return;
    setDoing({ words: null, error: answer.ok ? null : answer.error });
    if (answer.ok && answer.value !== null) useConsole.getState().vaultChanged(answer.value);
  };
  return { ...doing, run };
}
