import { t } from '../../../src-shared/texts/translate';
import { usePlace } from './place-store';

/** The banner that says what is wrong with the shared vault. */
export const vaultBannerId = 'vault-banner';

/** Why nothing can be taken down in the shared vault now; null where it can. */
export function whyVaultRefuses(): string | null {
  const { place } = usePlace.getState();
  if (place?.place !== 'shared') return null;
  if (place.problem !== null) return place.problem.message;
  return place.standing === 'member' ? null : t('This computer waits to be admitted to the shared vault.');
}

/**
 * For a button whose work a shared vault has to record: while the server is away, or this computer waits to be
 * admitted, it can't be pressed, and the banner above says why.
 */
export function useNeedsVault(): { disabled: boolean; 'aria-describedby'?: string; title?: string } {
  const place = usePlace((state) => state.place);
  if (place?.place !== 'shared' || (place.problem === null && place.standing === 'member')) return { disabled: false };
  const why = place.problem === null ? {} : { title: place.problem.message };
  return { disabled: true, 'aria-describedby': vaultBannerId, ...why };
}
