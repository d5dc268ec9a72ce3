/**
 * How far each connection of a clinic had come when this computer saw it last. A row that is older went back in time,
 * whatever code it carries: the server was restored, or shows an earlier row.
 */
import type { PinRepository } from '../repositories';
import { afterCommit, PerhapsChangedSince, type Tx } from './driver';
import type { MembershipReader } from './membership-reader';
import { rowRolledBack } from './shared-errors';
import type { SharedCredentialTable } from './shared-schema';

/** Each of them only rises. */
type Revisions = Pick<SharedCredentialTable, 'revision' | 'sealed_revision' | 'delivery_revision'>;
type Row = Pick<SharedCredentialTable, 'organization_id' | 'provider'> & Revisions;

export type RowPins = {
  /** Zeros where it was never seen. */
  of(tx: Tx, row: Pick<Row, 'organization_id' | 'provider'>): Promise<Revisions>;
  /** The pin in any vault that this computer saw, also in one that is no more. */
  inVault(vaultId: string, row: Pick<Row, 'organization_id' | 'provider'>): Promise<Revisions>;
  /** @throws AppError `shared-vault.row-rolled-back` */
  require(tx: Tx, row: Row): Promise<void>;
  /** It was seen, or written: known once the transaction counts. */
  see(tx: Tx, row: Row): Promise<void>;
};

const written = ({ revision, sealed_revision, delivery_revision }: Revisions) =>
  `${revision} ${sealed_revision} ${delivery_revision}`;
function parsed(value: string | null): Revisions {
  const [revision = 0, sealed_revision = 0, delivery_revision = 0] = (value ?? '').split(' ').map(Number);
  return { revision, sealed_revision, delivery_revision };
}

export function createRowPins(pins: PinRepository, membership: MembershipReader): RowPins {
  let vaultId: string | null = null;
  type Place = Pick<Row, 'organization_id' | 'provider'>;
  const subjectIn = (vault: string, { organization_id, provider }: Place) =>
    `row ${vault} ${organization_id} ${provider}`;
  async function subjectOf(tx: Tx, place: Place) {
    vaultId ??= (await membership(tx)).vaultId;
    return subjectIn(vaultId, place);
  }
  const of: RowPins['of'] = async (tx, row) => parsed(await pins.read(await subjectOf(tx, row)));

  return {
    of,
    inVault: async (vault, place) => parsed(await pins.read(subjectIn(vault, place))),
    async require(tx, row) {
      const seen = await of(tx, row);
      const isBehind =
        row.revision < seen.revision ||
        row.sealed_revision < seen.sealed_revision ||
        row.delivery_revision < seen.delivery_revision;
      if (isBehind) throw new PerhapsChangedSince(rowRolledBack());
    },
    async see(tx, row) {
      const subject = await subjectOf(tx, row);
      // What counts on the server counts, also where this computer can’t note it.
      afterCommit(tx, () =>
        pins
          .change(subject, (before) => {
            const known = parsed(before);
            return written({
              revision: Math.max(known.revision, row.revision),
              sealed_revision: Math.max(known.sealed_revision, row.sealed_revision),
              delivery_revision: Math.max(known.delivery_revision, row.delivery_revision),
            });
          })
          .catch(() => undefined),
      );
    },
  };
}
