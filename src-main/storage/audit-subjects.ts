/**
 * What entries of the audit trail say of rows elsewhere: in which state they left a credential or a clinic, and what
 * was found out about the trail itself. It is part of the chain, so that a row from another time is noticed.
 */

/**
 * - `stored`: new fields were sealed, and what was there before ended.
 * - `kept`: the same access, sealed again or confirmed by a person.
 * - `ended`: the sealed fields were destroyed.
 * - `asked`: it may have ended, and came back: a person has to confirm it first.
 */
type CredentialMark = 'stored' | 'kept' | 'ended' | 'asked';

/** How the use of a credential ended: by a person, by newer fields in its place, or with its clinic. */
export const endedBy = ['revoked', 'replaced', 'removed'] as const;
export type EndedBy = (typeof endedBy)[number];

/** An end of a credential; how and when are null where an earlier version kept neither. */
export type CredentialEnd = { entry: number; name: string; how: EndedBy | null; at: string | null };

/** A credential after a change, with the revision of its sealed fields. `ended`: why it is asked about. */
export type CredentialState = {
  mark: CredentialMark;
  sealedRevision: number;
  ended?: { how: EndedBy; at: string } | undefined;
};

/** A clinic's credential of one provider, or `*` for all of them. */
export const credentialName = (organizationId: string, provider: string) => `${organizationId}/${provider}`;
export const everyCredential = '*';

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

export const credentialSubject = (name: string, { mark, sealedRevision, ended }: CredentialState): Subject => ({
  subject: name,
  state: `${mark} ${sealedRevision}${ended ? ` ${ended.how} ${ended.at}` : ''}`,
});

/** Null for a text that no console wrote. */
export function credentialStateOf(state: string): CredentialState | null {
  const [mark, sealedRevision, how, at] = state.split(' ');
  if (mark !== 'stored' && mark !== 'kept' && mark !== 'ended' && mark !== 'asked') return null;
  const known = endedBy.find((one) => one === how);
  return {
    mark,
    sealedRevision: Number(sealedRevision),
    ...(known === undefined || at === undefined ? {} : { ended: { how: known, at } }),
  };
}

export function returnOf(state: string): TrailReturn | null {
  const [kind, last, at] = state.split(' ');
  if (kind !== 'restored' && kind !== 'rolled-back' && kind !== 'cut' && kind !== 'anchor-missing') return null;
  return { kind, last: Number(last), at: at === undefined || at === '-' ? null : at };
}
