/** Goes through the audit trail entry by entry: whether each fits the one before it and its code, and what it says. */
import { chainStart, codeOfWritten, type Link, type MakeCode, mayFitItsCode } from './audit-chain';
import {
  type CredentialEnd,
  type CredentialState,
  credentialStateOf,
  everyCredential,
  returnOf,
  type TrailReturn,
  trailSubject,
} from './audit-subjects';

type TrailBreak = {
  /**
   * - `edited`: the entry is not what was hashed when it was written.
   * - `missing`: no entry of this number.
   * - `moved`: another entry stands in its place.
   * - `rewritten`: it fits the chain, but its code was not made over it: somebody without the key made the chain anew.
   * - `unprotected`: it has lost its code.
   */
  kind: 'edited' | 'missing' | 'moved' | 'rewritten' | 'unprotected';
  entry: number;
};

/** A credential as the trail knows it. */
type Known = CredentialState & { entry: number; at: string };

/** How many ends of credentials the anchor lists. */
const endsListed = 20;

/** What a walk has found so far. */
export type Walk = {
  /** The last entry. */
  last: number;
  lastAt: string | null;
  hash: string;
  /** Entries before the first break. */
  checked: number;
  firstBreak: TrailBreak | null;
  /** Number of the last entry that does not fit. */
  lastBreak: number;
  /** Entries that were written without the key and taken under it later. */
  adopted: number;
  /** Entries without a code. */
  uncoded: { sequence: number; hash: string }[];
  known: Map<string, Known>;
  /** The newest ends of credentials, oldest first; older ones than `endsSince` are not among them. */
  ends: CredentialEnd[];
  endsSince: number;
  returns: (TrailReturn & { entry: number })[];
};

export const newWalk = (): Walk => ({
  last: 0,
  lastAt: null,
  hash: chainStart,
  checked: 0,
  firstBreak: null,
  lastBreak: 0,
  adopted: 0,
  uncoded: [],
  known: new Map(),
  ends: [],
  endsSince: 0,
  returns: [],
});

/** Whether this run wrote the entry with the key, before codes began. */
export type IsOwn = (sequence: number) => boolean;

/**
 * Sealing and confirming take the key. An entry that says so and was written without it is somebody else's word: with
 * it a row that ended would pass for the one that belongs here.
 */
const isProven = ({ sequence, mac }: Link, state: string, isOwn: IsOwn) =>
  /^(?:ended|asked) /.test(state) || isOwn(sequence) || (mac !== null && !mac.startsWith('adopted '));

/** Takes the next entry. */
export function step(walk: Walk, row: Link, code: MakeCode, isOwn: IsOwn): void {
  const broken = breakAt(walk, row, code);
  if (broken) {
    walk.firstBreak ??= broken;
    walk.lastBreak = row.sequence;
  } else {
    if (walk.firstBreak === null) walk.checked += 1;
    if (row.mac === null) walk.uncoded.push({ sequence: row.sequence, hash: row.hash });
    else if (row.mac.startsWith('adopted ')) walk.adopted += 1;
    const { subject, subject_state: state } = row;
    if (subject !== null && state !== null && (subject === trailSubject || isProven(row, state, isOwn)))
      remember(walk, row, subject, state);
  }
  walk.last = row.sequence;
  walk.lastAt = row.at;
  walk.hash = row.hash;
}

function breakAt(walk: Walk, row: Link, code: MakeCode): TrailBreak | null {
  if (row.sequence !== walk.last + 1) return { kind: 'missing', entry: walk.last + 1 };
  if (!row.fits)
    return {
      // Looked for once: it is the first break that is named.
      kind: walk.firstBreak === null && isOfAnother(row, code) ? 'moved' : 'edited',
      entry: row.sequence,
    };
  if (!mayFitItsCode(code, row)) return { kind: 'rewritten', entry: row.sequence };
  return null;
}

/** How far an entry is looked for that stands in another's place. */
const searched = 10_000;

/** True when the code belongs to the same hash under another number. */
function isOfAnother({ sequence, hash, mac }: Link, code: MakeCode): boolean {
  if (mac === null) return false;
  for (let other = Math.max(1, sequence - searched); other < sequence + searched; other += 1)
    if (other !== sequence && codeOfWritten(code, other, hash) === mac) return true;
  return false;
}

function remember(walk: Walk, row: Link, subject: string, text: string): void {
  if (subject === trailSubject) {
    const found = returnOf(text);
    if (found) walk.returns.push({ ...found, entry: row.sequence });
    return;
  }
  const state = credentialStateOf(text);
  if (!state) return;
  const before = walk.known.get(subject);
  walk.known.set(subject, { ...state, entry: row.sequence, at: row.at });
  const hasEnded =
    state.mark === 'ended' || (state.mark === 'stored' && before !== undefined && before.mark !== 'ended');
  if (!hasEnded) return;
  const how = state.mark === 'stored' ? 'replaced' : subject.endsWith(`/${everyCredential}`) ? 'removed' : 'revoked';
  walk.ends.push({ entry: row.sequence, name: subject, how, at: row.at });
  if (walk.ends.length > endsListed) walk.endsSince = walk.ends.shift()?.entry ?? 0;
}
