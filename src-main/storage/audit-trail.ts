/** The audit trail of one open database: written to, kept under the vault's key, and verified. */
import type { AuditProblem, AuditVerification } from '../../src-shared/audit/audit-entry';
import type { Keyring } from '../crypto/keyring';
import { openAnchor } from './audit-anchor';
import { type AnchorTimes, type AuditKeeper, createAuditKeeper } from './audit-keeper';
import type { LinkThread } from './audit-links/link-thread';
import { createAuditReader } from './audit-reader';
import type { Walk } from './audit-walk';
import { type AuditWriter, createAuditWriter } from './audit-writer';
import type { Connection } from './connection';

export type AuditTrail = {
  append: AuditWriter;
  /** Goes through the whole trail. Without the key, or without its anchor, nothing is called intact. */
  verify(): Promise<AuditVerification>;
  /** What the trail says, read on from where it was read last. */
  walk(): Walk;
} & Pick<AuditKeeper, 'unlocked' | 'ready' | 'known' | 'settling' | 'release'> &
  Pick<Keyring, 'sign'>;

export function createAuditTrail(
  connection: Connection,
  keyring: Pick<Keyring, 'auditCode' | 'sign' | 'sealForComputer' | 'openForComputer'>,
  { actor, now }: { actor: string; now: () => Date },
  links: LinkThread | null = null,
  times?: AnchorTimes,
): AuditTrail {
  const reader = createAuditReader(connection, keyring.auditCode, (sequence) => keeper.isOwn(sequence), links);
  const append: AuditWriter = createAuditWriter(connection, {
    actor,
    now,
    code: (text) => keeper.code(text),
    written: (entry) => keeper.written(entry),
  });
  const keeper: AuditKeeper = createAuditKeeper({ connection, keyring, reader, append }, times);

  type Kept = Awaited<ReturnType<NonNullable<ReturnType<AuditKeeper['anchors']>>['read']>>;

  /** The first thing that does not hold, with the entry that shows it. */
  function problemOf(walk: Walk, kept: Kept | null): { problem: AuditProblem; entry: number | null } | null {
    const found = (kind: AuditProblem['kind'], entry: number | null, at: string | null = null) => ({
      problem: { kind, at },
      entry,
    });
    if (walk.firstBreak) return found(walk.firstBreak.kind, walk.firstBreak.entry);
    if (reader.highest() > walk.last) return found('cut', walk.last + 1, walk.lastAt);
    if (kept === null) return found('locked', null);
    if (kept.state === 'unreachable') return found('anchor-unreachable', null);
    const anchor = kept.state === 'found' ? openAnchor(kept.text, keeper.secrets) : null;
    if (anchor === null) return found('anchor-missing', null);
    if (anchor.entry > walk.last) return found('rolled-back', walk.last + 1, walk.lastAt);
    if (anchor.entry > 0 && reader.entryAt(anchor.entry)?.hash !== anchor.hash)
      return found('rolled-back', anchor.entry);
    // What another program wrote without the key after the anchor is taken under it next.
    const uncoded = walk.uncoded.find(({ sequence }) => sequence <= anchor.entry);
    if (uncoded) return found('unprotected', uncoded.sequence);
    for (const { kind, last, at } of walk.returns) if (kind !== 'restored') return found(kind, last + 1, at);
    return null;
  }

  return {
    append,
    sign: keyring.sign,
    walk: reader.onward,
    unlocked: keeper.unlocked,
    ready: keeper.ready,
    known: keeper.known,
    settling: keeper.settling,
    release: keeper.release,

    async verify() {
      await keeper.ready().catch(() => undefined);
      await keeper.catchUp();
      // Read before the entries: another process may move it on meanwhile, never back.
      const kept = (await keeper.anchors()?.read()) ?? null;
      const walk = await reader.whole();
      const found = problemOf(walk, kept);
      return {
        intact: found === null,
        checked: walk.checked,
        firstBroken: found?.entry ?? null,
        problem: found?.problem ?? null,
        adopted: walk.adopted,
        restored: walk.returns.filter(({ kind }) => kind === 'restored').map(({ entry, at }) => ({ entry, at })),
      };
    },
  };
}
