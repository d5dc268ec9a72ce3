/**
 * What entries of the audit trail say of rows elsewhere: in which state they left a credential or a clinic, and what
 * was found of the trail itself. It is part of the chain, so that a row of another time is told from the one that
 * belongs here.
 */

/**
 * - `stored`: new fields were sealed, and what was there before ended.
 * - `kept`: the same credential, written again: checked, or a sign-in renewed.
 * - `ended`: the sealed fields were destroyed.
 */
type CredentialMark = 'stored' | 'kept' | 'ended';

/** A credential after a change: its revision, and that of its sealed fields. */
export type CredentialState = { mark: CredentialMark; revision: number; sealedRevision: number };

/** An entry about the trail itself: the database had been taken back, or what anchors it was gone. */
export type ReturnKind = 'restored' | 'rolled-back' | 'cut' | 'anchor-missing';
export type TrailReturn = {
  kind: ReturnKind;
  /** The last entry of before. */
  last: number;
  /** When that was written: the moment gone back to. */
  at: string | null;
};

/** `subject` of the entries about the trail. */
export const trailSubject = 'trail';

export type Subject = { subject: string; state: string };

export const returnSubject = ({ kind, last, at }: TrailReturn): Subject => ({
  subject: trailSubject,
  state: `${kind} ${last} ${at ?? '-'}`,
});

/** Null for a text that no console wrote. */
export function credentialStateOf(state: string): CredentialState | null {
  const [mark, revision, sealedRevision] = state.split(' ');
  if (mark !== 'stored' && mark !== 'kept' && mark !== 'ended') return null;
  return { mark, revision: Number(revision), sealedRevision: Number(sealedRevision) };
}

export function returnOf(state: string): TrailReturn | null {
  const [kind, last, at] = state.split(' ');
  if (kind !== 'restored' && kind !== 'rolled-back' && kind !== 'cut' && kind !== 'anchor-missing') return null;
  return { kind, last: Number(last), at: at === undefined || at === '-' ? null : at };
}
