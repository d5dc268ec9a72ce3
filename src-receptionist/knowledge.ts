/**
 * What the machine knows: of each clinic and provider the newest delivery that it verified. It never goes back to an
 * older revision, whoever offers one.
 */
import type { ProviderId } from '../src-shared/primitives';
import { type Delivered, type DeliveryPlace, openDelivery } from '../src-shared/shared-vault/delivery';
import { deliveryRolledBack } from '../src-shared/shared-vault/errors';
import { type Identity, publicOf } from '../src-shared/shared-vault/identity';
import { type Head, type Membership, readMembership } from '../src-shared/shared-vault/membership';
import type { Change } from './api';
import type { CacheContents } from './cache-file';
import type { VaultContents } from './contents-reader';
import { type DeliveredRow, deliveryOf } from './delivered-rows';
import { keysReplaced, notAdmitted } from './receptionist-errors';

export type Known = Pick<DeliveryPlace, 'organizationId' | 'provider' | 'revision'> & {
  /** Null after a tombstone, and where the delivery is gone. */
  delivered: Delivered | null;
  signature: string;
};

/** With credentials to use. */
export type Live = Known & { delivered: Delivered };

export type Changes = { changed: Change[]; revoked: Change[] };

/** Deliveries that are opened side by side: each waits for a thread several times. */
const atOnce = 64;

const nameOf = (clinicId: string, provider: ProviderId) => `${clinicId} ${provider}`;

/** @param machine its keys may be exchanged meanwhile */
export function createKnowledge(machine: { id: string; keys: Identity }, pinned: Head) {
  let head = pinned;
  let membership: Membership | null = null;
  let contents: VaultContents = { log: [], rows: [] };
  const known = new Map<string, Known>();

  function endAll(changes: Changes, isMeant: (name: string) => boolean = () => true): void {
    for (const [name, one] of known)
      if (one.delivered !== null && isMeant(name)) {
        known.set(name, { ...one, delivered: null });
        changes.revoked.push({ clinicId: one.organizationId, provider: one.provider, revision: one.revision });
      }
  }

  /** @throws AppError `shared-vault.delivery-rolled-back` */
  function refuseOlder(row: DeliveredRow): void {
    const before = known.get(nameOf(row.organization_id, row.provider));
    const isOther = before?.revision === row.revision && before.signature !== row.signature;
    if (before && (row.revision < before.revision || isOther)) throw deliveryRolledBack();
  }

  async function opened(verified: Membership, row: DeliveredRow): Promise<Known> {
    refuseOlder(row);
    return {
      organizationId: row.organization_id,
      provider: row.provider,
      revision: row.revision,
      delivered: await openDelivery(verified, machine, deliveryOf(row)),
      signature: row.signature,
    };
  }

  return {
    /** The membership as it was verified last. */
    membership: () => membership,
    find: (clinicId: string, provider: ProviderId) => known.get(nameOf(clinicId, provider)),
    all: () => [...known.values()],
    /** The deliveries that are believed, as they were read last. */
    rows: (): readonly DeliveredRow[] => contents.rows,
    /** What a cache file keeps. */
    contents: (readAt: string): CacheContents => ({
      version: 1,
      readAt,
      head,
      ...contents,
      pins: [...known.values()].map(({ organizationId, provider, revision, signature }) => ({
        clinicId: organizationId,
        provider,
        revision,
        signature,
      })),
    }),
    /** What an earlier run saw: no revision that is older is taken, and what it verified of the log is known. */
    remember({ pins, head: seen, log }: Pick<CacheContents, 'pins' | 'head' | 'log'>): void {
      if (seen.sequence > head.sequence) head = seen;
      contents = { log, rows: [] };
      for (const { clinicId, provider, revision, signature } of pins)
        known.set(nameOf(clinicId, provider), {
          organizationId: clinicId,
          provider,
          revision,
          delivered: null,
          signature,
        });
    },

    /**
     * Takes in what was read, as far as it can be believed. What can't be believed is left out, and its error is told.
     * @throws AppError `shared-vault.log-*`, `receptionist.not-admitted` and `receptionist.keys-replaced`: then nothing is
     * taken
     */
    async take(read: VaultContents, problem: (thrown: unknown, row: DeliveredRow) => void): Promise<Changes> {
      // Each hash follows from all entries before it: a fork of the same length has another newest one.
      const isKnownLog = membership !== null && read.log.at(-1)?.hash === contents.log.at(-1)?.hash;
      const log = isKnownLog ? contents.log : read.log;
      const verified = isKnownLog && membership !== null ? membership : await readMembership(log, head, contents.log);
      const admitted = verified.machines.get(machine.id)?.keys;
      const own = publicOf(machine.keys);
      if (admitted && (admitted.receive !== own.receive || admitted.sign !== own.sign)) throw keysReplaced();
      const changes: Changes = { changed: [], revoked: [] };
      if (!verified.machines.has(machine.id)) {
        if (known.size === 0) throw notAdmitted();
        // It was removed: nothing of what it holds may be used, whatever else is delivered.
        endAll(changes);
        membership = verified;
        head = verified.head;
        contents = { log, rows: [] };
        return changes;
      }
      const clinics = new Set(verified.machines.get(machine.id)?.clinics);
      const seen = new Set<string>();
      const rows: DeliveredRow[] = [];
      const others: DeliveredRow[] = [];
      const taken = (row: DeliveredRow, now: Known) => {
        // Once more: a server may show two of one place beside each other.
        refuseOlder(row);
        const name = nameOf(row.organization_id, row.provider);
        const before = known.get(name);
        known.set(name, now);
        rows.push(row);
        const change = { clinicId: row.organization_id, provider: row.provider, revision: row.revision };
        if (now.delivered !== null) changes.changed.push(change);
        else if (before?.delivered) changes.revoked.push(change);
      };
      for (const row of read.rows) {
        // Of a clinic that the log says is not this machine's any more: what was held of it ends below.
        if (!clinics.has(row.organization_id)) continue;
        const name = nameOf(row.organization_id, row.provider);
        const before = known.get(name);
        seen.add(name);
        const isHeld = before?.revision === row.revision && before.signature === row.signature;
        // A revision of an earlier run is known by its number alone, until it is opened.
        if (isHeld && (before.delivered !== null || row.sealed === null)) rows.push(row);
        else others.push(row);
      }
      for (let from = 0; from < others.length; from += atOnce) {
        const some = others.slice(from, from + atOnce);
        const results = await Promise.allSettled(some.map((row) => opened(verified, row)));
        for (const [index, row] of some.entries()) {
          try {
            const result = results[index];
            if (result?.status === 'fulfilled') taken(row, result.value);
            else throw result?.reason;
          } catch (thrown) {
            problem(thrown, row);
          }
        }
      }
      // A delivery that is gone without a tombstone: the clinic was removed. Its revision stays known.
      endAll(changes, (name) => !seen.has(name));
      membership = verified;
      head = verified.head;
      contents = { log, rows };
      return changes;
    },
  };
}
