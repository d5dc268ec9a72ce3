/** Classifies keychain errors by their text, which is all that keytar passes on. */
import type { KeyStoreFailure } from './key-store';

type Failure = Exclude<KeyStoreFailure['state'], 'timed-out'>;

/**
 * Texts of libsecret and D-Bus (Linux), Security.framework (macOS) and the Credential Manager (Windows), tried in this
 * order. Some systems translate them. Unknown texts count as unavailable, which offers all options and loses nothing.
 */
const patterns: readonly (readonly [RegExp, Failure])[] = [
  [/locked collection|is locked|keyring is locked|Secret\.Error\.IsLocked/i, 'locked'],
  // errSecInteractionNotAllowed (-25308): the keychain is locked and nobody can be asked, as over ssh.
  [/interaction is not allowed|-25308/i, 'locked'],
  [/prompt (was )?dismissed|operation was cancell?ed|user cancell?ed|-128\b/i, 'denied'],
  // errSecAuthFailed (-25293), ERROR_ACCESS_DENIED.
  [
    /passphrase you entered is not correct|-25293|access (is |was )?denied|AccessDenied|permission denied|not permitted/i,
    'denied',
  ],
  // A policy of the message bus, and one of AppArmor or SELinux.
  [/rejected send message|policy prevents this sender/i, 'denied'],
];

/** The failure behind an error of the keychain. The text itself is not passed on: it may hold anything. */
export function keychainFailure(thrown: unknown): Failure {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? 'unavailable';
}
