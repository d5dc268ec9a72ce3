/**
 * Keeps the audit trail under the vault's key while that is held: takes entries under it, has it compared with its
 * anchor, and moves the anchor on.
 *
 * The anchor may lag behind: later entries fit if they continue from the one that it names and each has its code. A
 * crash between an entry and its anchor is no tampering.
 */

import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Keyring } from '../crypto/keyring';
import { type Anchor, type AnchorStore, nothingYet, openAnchor, sealAnchor } from './audit-anchor';
import { codeOfAdopted, codeOfWritten } from './audit-chain';
import { createAuditComparison, type ExpectedReturn } from './audit-comparison';
import type { AuditReader, Rest } from './audit-reader';
import type { Walk } from './audit-walk';
import type { AuditWriter } from './audit-writer';
import type { Connection } from './connection';
import { params, preparedWrite, write } from './queries';
import type { AuditTable } from './schema';

export type AnchorTimes = {
  /** How long the anchor waits for further entries, in milliseconds. */
  waitMs: number;
  /** It is written at most this often: a keychain may be slow. */
  everyMs: number;
  /** How much longer it waits after a write failed. */
  afterFailureMs: number;
};
const anchorTimes: AnchorTimes = { waitMs: 1_000, everyMs: 5_000, afterFailureMs: 300_000 };

export type AuditKeeper = ReturnType<typeof createAuditKeeper>;

/**
 * The walk at the opening begins after the list of clinics was read, and rests twice as long as it works: it takes many
 * seconds for a million entries. A caller that waits for its end makes it go without rests.
 */
const firstRestMs = 1_500;
const restFactor = 2;

/** Entries taken under the key between two pauses. */
const adoptedAtOnce = 5_000;

/** The key while it is held. */
type Holding = {
  anchors: AnchorStore;
  expected: ExpectedReturn | null;
  /** The anchor as it was written or read last; null until the trail was compared with it. */
  anchor: Anchor | null;
  begun: Promise<void>;
  /** The trail was compared with it, and it stands. */
  isReady: boolean;
  ending: AbortController;
  /** Aborted when somebody waits for the comparison. */
  hurry: AbortController;
};

export function createAuditKeeper(
  {
    connection,
    keyring,
    reader,
    append,
  }: {
    connection: Connection;
    keyring: Pick<Keyring, 'auditCode' | 'sealForComputer' | 'openForComputer'>;
    reader: AuditReader;
    append: AuditWriter;
  },
  times: AnchorTimes = anchorTimes,
) {
  const { database } = connection;
  const secrets = { seal: keyring.sealForComputer, open: keyring.openForComputer };
  const putCode = preparedWrite(database, params<Pick<AuditTable, 'sequence'> & { mac: string }>(), (given) =>
    write.updateTable('audit_log').set({ mac: given.mac }).where('sequence', '=', given.sequence),
  );
  const compare = createAuditComparison({ connection, reader, append });
  const hasCodes = () =>
    Number(database.prepare('SELECT EXISTS (SELECT 1 FROM audit_log WHERE mac IS NOT NULL)').pluck().get()) === 1;

  let holding: Holding | null = null;
  /** Codes come after the first anchor, so that one that is absent means something. */
  let codesBegan = false;
  /** Entries that this run wrote with the key, before codes began. */
  const ownUncoded = new Set<number>();
  let isBehind = false;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let lastWritten: number | null = null;

  /** Takes entries without a code under the key, where the anchor does not stand for them: those had one. */
  async function adopt(walk: Walk, anchored: number): Promise<void> {
    while (walk.uncoded.some(({ sequence }) => sequence > anchored)) {
      const next = walk.uncoded.filter(({ sequence }) => sequence > anchored).slice(0, adoptedAtOnce);
      connection.write(null, () => {
        for (const { sequence, hash } of next) {
          const isOwn = ownUncoded.has(sequence);
          const mac = (isOwn ? codeOfWritten : codeOfAdopted)(keyring.auditCode, sequence, hash);
          if (mac === null) throw new KeyGone();
          putCode.run({ sequence, mac });
          if (!isOwn) walk.adopted += 1;
        }
      });
      const done = new Set(next.map(({ sequence }) => sequence));
      walk.uncoded = walk.uncoded.filter(({ sequence }) => !done.has(sequence));
      await nextTurn();
    }
    ownUncoded.clear();
  }

  async function put(held: Holding, anchor: Anchor): Promise<void> {
    if (!(await held.anchors.write(sealAnchor(anchor, secrets)))) throw new AnchorNotWritten();
    held.anchor = anchor;
    codesBegan = true;
    lastWritten = performance.now();
  }

  const anchorOf = ({ last, hash, lastAt, ends, endsSince }: Walk): Anchor => ({
    entry: last,
    hash,
    at: lastAt,
    ends: [...ends],
    endsSince,
  });

  function restsOf({ hurry, ending }: Holding): Rest {
    const stop = AbortSignal.any([hurry.signal, ending.signal]);
    let restMs = firstRestMs;
    return async (workedMs) => {
      if (stop.aborted) return nextTurn();
      const wait = restMs;
      restMs = 0;
      await sleep(Math.max(wait, workedMs * restFactor), undefined, { signal: stop, ref: false }).catch(
        () => undefined,
      );
    };
  }

  /** @throws when the anchor is out of reach */
  async function keepUp(held: Holding): Promise<void> {
    let { anchor } = held;
    let walk: Walk;
    if (anchor === null) {
      // Asked first: another process may write the first anchor, and then codes, between the two.
      const hadCodes = hasCodes();
      const found = await held.anchors.read();
      if (found.state === 'unreachable') throw new AnchorOutOfReach();
      walk = await reader.whole(restsOf(held), held.ending.signal);
      if (!(await connection.sound)) throw new DatabaseUnsound();
      const isFirst = found.state === 'absent' && !hadCodes && !held.expected;
      if (isFirst) {
        anchor = nothingYet;
        await put(held, anchor);
      } else anchor = found.state === 'found' ? openAnchor(found.text, secrets) : null;
    } else walk = reader.onward();
    const firm = compare(walk, anchor, held.expected);
    held.expected = null;
    walk = reader.onward();
    await adopt(walk, firm);
    held.ending.signal.throwIfAborted();
    const next = anchorOf(reader.onward());
    isBehind = false;
    if (anchor?.entry !== next.entry || anchor.hash !== next.hash || anchor.returning) await put(held, next);
    else held.anchor = anchor;
    held.isReady = true;
  }

  /** One at a time. What can't be written now is written after the next entry, or at the end. */
  function writeNow(): Promise<void> {
    const held = holding;
    if (held === null) return Promise.resolve();
    writing ??= held.begun
      .catch(() => undefined)
      .then(() => keepUp(held))
      .catch(() => {
        isBehind = true;
        // A keychain that is locked meanwhile may ask the person each time.
        lastWritten = performance.now() + times.afterFailureMs;
      })
      .finally(() => {
        writing = null;
      });
    return writing;
  }

  return {
    secrets,

    /** The code of an entry that is written now. */
    code: (text: string): string | null => (codesBegan ? keyring.auditCode(text) : null),

    /** Whether this run wrote the entry with the key, before codes began. */
    isOwn: (sequence: number): boolean => ownUncoded.has(sequence),

    /** An entry was written, inside its transaction. */
    written({ sequence, hasCode }: { sequence: number; hasCode: boolean }): void {
      if (holding === null) return;
      if (!hasCode) ownUncoded.add(sequence);
      isBehind = true;
      if (timer !== null) return;
      const sinceLast = lastWritten === null ? times.everyMs : performance.now() - lastWritten;
      timer = setTimeout(
        () => {
          timer = null;
          void writeNow();
        },
        Math.max(times.waitMs, times.everyMs - sinceLast),
      );
      // A vault that locks or closes writes it then.
      timer.unref();
    },

    /** Where the anchor is kept, while the key is held. */
    anchors: () => holding?.anchors ?? null,

    /** The key is held from now on. @param expected the console itself put the database back just now */
    unlocked(anchors: AnchorStore, expected: ExpectedReturn | null): void {
      const held: Holding = {
        anchors,
        expected,
        anchor: null,
        begun: Promise.resolve(),
        isReady: false,
        ending: new AbortController(),
        hurry: new AbortController(),
      };
      holding = held;
      reader.forget();
      ownUncoded.clear();
      codesBegan = hasCodes();
      held.begun = keepUp(held);
      held.begun.catch(() => undefined);
    },

    /** Ends when the trail was compared with its anchor. @throws when that is not possible */
    async ready(): Promise<void> {
      const held = holding;
      if (held === null || held.isReady) return;
      held.hurry.abort();
      held.begun = held.begun.catch(() => keepUp(held));
      await held.begun;
    },

    /** What the trail says, once it was compared with its anchor; null before, and without the key. */
    known: (): Walk | null => (holding?.isReady ? reader.onward() : null),

    /** The anchor as far as the trail is. */
    catchUp: () => writeNow(),

    /** What has to end before the key may go; null when nothing has. */
    settling(): Promise<void> | null {
      const held = holding;
      if (held === null || (held.isReady && writing === null) || (!isBehind && writing === null)) return null;
      held.hurry.abort();
      return Promise.allSettled([held.begun, writing]).then(() => undefined);
    },

    /**
     * The key goes now. @returns the end of what the keychain was asked, and of the anchor's last writing; null when
     * there is neither. A process that ended before would take the keychain's answer while it is torn down, and crash.
     */
    release(): Promise<unknown> | null {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      const held = holding;
      holding = null;
      held?.ending.abort();
      const text = held && isBehind && held.anchor ? lastAnchor(held.anchor) : null;
      isBehind = false;
      codesBegan = false;
      reader.forget();
      ownUncoded.clear();
      if (held === null) return null;
      const underWay = held.isReady ? [writing] : [held.begun, writing];
      const left = text === null ? underWay : [...underWay, held.anchors.write(text)];
      return left.some((work) => work !== null) ? Promise.allSettled(left) : null;
    },
  };

  /** Sealed, as the trail is now. Null when something has to be said in the trail first: the next opening does. */
  function lastAnchor(anchor: Anchor): string | null {
    try {
      const walk = reader.onward();
      if (reader.entryAt(anchor.entry)?.hash !== anchor.hash && anchor.entry > 0) return null;
      if (walk.uncoded.some(({ sequence }) => sequence > anchor.entry)) return null;
      return sealAnchor(anchorOf(walk), secrets);
    } catch {
      // A database that does not answer any more keeps the anchor that it has.
      return null;
    }
  }
}

class AnchorOutOfReach extends Error {
  override readonly name = 'AnchorOutOfReach';
}
class DatabaseUnsound extends Error {
  override readonly name = 'DatabaseUnsound';
}
class AnchorNotWritten extends Error {
  override readonly name = 'AnchorNotWritten';
}
class KeyGone extends Error {
  override readonly name = 'KeyGone';
}
