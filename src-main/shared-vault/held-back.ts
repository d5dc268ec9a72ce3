/**
 * Deliveries that went back: the server shows an earlier one than this computer knows to be delivered. It was restored
 * from an earlier time, or holds a delivery or a revocation back.
 */
import type { Tx } from '../storage/postgres/driver';
import type { RowPins } from '../storage/postgres/row-pins';
import type { DeliveryTable } from '../storage/postgres/shared-schema';

type Delivery = Pick<DeliveryTable, 'organization_id' | 'machine_id' | 'provider' | 'revision'>;

export const deliveryName = ({ machine_id, organization_id, provider }: Omit<Delivery, 'revision'>): string =>
  `${machine_id} ${organization_id} ${provider}`;

/**
 * @param rows of machines that still have the clinic: what remains of another is older for good
 * @returns the names of those that went back
 */
export async function heldBackOf(tx: Tx, rowPins: RowPins, rows: readonly Delivery[]): Promise<ReadonlySet<string>> {
  const pins = new Map<string, number>();
  const behind = new Map<string, number>();
  for (const row of rows) {
    const place = `${row.organization_id} ${row.provider}`;
    const seen = pins.get(place) ?? (await rowPins.of(tx, row)).delivery_revision;
    pins.set(place, seen);
    if (row.revision < seen) behind.set(deliveryName(row), seen);
  }
  if (behind.size === 0) return new Set();
  // One that was delivered anew since the rows were read was seen later than they: it is there by now.
  const again = await tx
    .selectFrom('deliveries')
    .select(['organization_id', 'machine_id', 'provider', 'revision'])
    .where('machine_id', '=', (of) => of.fn<string>('any', [of.val([...new Set(rows.map((row) => row.machine_id))])]))
    .execute();
  return new Set(again.filter((row) => row.revision < (behind.get(deliveryName(row)) ?? 0)).map(deliveryName));
}
