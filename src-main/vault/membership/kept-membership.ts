/** This computer's place in a shared vault, as a recovery kit carries it and puts it back. */
import { AppError } from '../../../src-shared/errors';
import { computerSecretsUnder } from '../../crypto/keyring';
import type { MasterKey } from '../../crypto/master-key';
import { isInSharedVault } from '../../storage/in-shared-vault';
import { createMembershipFile, type MembershipText, openMembershipText } from './membership-file';

/**
 * What a kit carries: null where the clinics are on this computer alone.
 * @throws AppError `shared-vault.file-unreadable`, `shared-vault.keys-not-opened`; a kit without it would be no way
 * back
 */
export const membershipToKeep = (profileDir: string, master: MasterKey): string | null =>
  isInSharedVault(profileDir)
    ? openMembershipText(createMembershipFile(profileDir).text(), computerSecretsUnder(master)).text
    : null;

/** The profile's own, if it reads and its keys open. */
function openedHere(profileDir: string, master: MasterKey): MembershipText | null {
  try {
    return openMembershipText(createMembershipFile(profileDir).text(), computerSecretsUnder(master));
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

/** Whether its keys open under `master`. */
export const opensHere = (profileDir: string, master: MasterKey): boolean => openedHere(profileDir, master) !== null;

/** The newest entry of the log that this profile saw as that member, whether or not its keys open. */
function pinOf(profileDir: string, memberId: string) {
  try {
    const known = createMembershipFile(profileDir).read();
    return known?.memberId === memberId ? known.pinned : null;
  } catch (thrown) {
    if (thrown instanceof AppError) return null;
    throw thrown;
  }
}

/**
 * What the profile is to hold after its kit was restored; null where that is what it holds now. Keys that are here and
 * open under the kit's key are as new as the kit's or newer, so they stay. The newer pin of the two stays in either
 * case.
 * @param kept what the kit holds; null where it knows of no shared vault
 * @returns an empty text where what is here can never be opened again, and the kit has nothing for its place
 * @throws AppError `shared-vault.*` for a kit whose keys do not open
 */
export function membershipToPutBack(profileDir: string, kept: string | null, master: MasterKey): string | null {
  const here = openedHere(profileDir, master);
  const ofKit = kept === null ? null : openMembershipText(kept, computerSecretsUnder(master));
  if (here !== null) {
    const merged = ofKit?.memberId === here.memberId ? here.atLeast(ofKit.pinned) : here.text;
    return merged === here.text ? null : merged;
  }
  if (ofKit === null) return isInSharedVault(profileDir) ? '' : null;
  return ofKit.atLeast(pinOf(profileDir, ofKit.memberId) ?? ofKit.pinned);
}
