/** The newest entry that this computer saw of each chain of the activity: one that lacks it was cut or rewritten. */
import type { PinRepository } from '../repositories';
import { afterCommit, type Tx } from './driver';
import type { MembershipReader } from './membership-reader';

type ChainHead = { sequence: number; hash: string };

export type AuditPins = {
  /** By chain. */
  all(tx: Tx): Promise<Map<string, ChainHead>>;
  /** It was seen, or written: known once the transaction counts. */
  see(tx: Tx, chain: string, head: ChainHead): Promise<void>;
};

function parsed(value: string | null): ChainHead {
  const [sequence = '0', hash = ''] = (value ?? '').split(' ');
  return { sequence: Number(sequence), hash };
}

export function createAuditPins(pins: PinRepository, membership: MembershipReader): AuditPins {
  const prefixOf = async (tx: Tx) => `audit ${(await membership(tx)).vaultId} `;
  return {
    async all(tx) {
      const prefix = await prefixOf(tx);
      const known = await pins.startingWith(prefix);
      return new Map([...known].map(([subject, value]) => [subject.slice(prefix.length), parsed(value)]));
    },
    async see(tx, chain, { sequence, hash }) {
      const subject = `${await prefixOf(tx)}${chain}`;
      // What counts on the server counts, also where this computer can’t note it.
      afterCommit(tx, () =>
        pins
          .change(subject, (before) =>
            before !== null && parsed(before).sequence >= sequence ? before : `${sequence} ${hash}`,
          )
          .catch(() => undefined),
      );
    },
  };
}
