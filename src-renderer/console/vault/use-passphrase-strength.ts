import { useEffect, useState } from 'react';
import type { PassphraseStrength } from '../../../src-shared/vault/passphrase-strength';
import { voxanne } from '../../bridge';

/** Milliseconds without a key press: each estimate looks through long lists. */
const pause = 200;

/** How hard `passphrase` is to guess; null while that is not known yet. */
export function usePassphraseStrength(passphrase: string): PassphraseStrength | null {
  const [known, setKnown] = useState<{ of: string; strength: PassphraseStrength } | null>(null);
  useEffect(() => {
    if (passphrase === '') return;
    let isNewest = true;
    const timer = setTimeout(async () => {
      const answer = await voxanne.vault.passphraseStrength({ passphrase });
      if (isNewest && answer.ok) setKnown({ of: passphrase, strength: answer.value });
    }, pause);
    return () => {
      isNewest = false;
      clearTimeout(timer);
    };
  }, [passphrase]);
  return known?.of === passphrase ? known.strength : null;
}
