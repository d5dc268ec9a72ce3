/**
 * Vouches for what machines were delivered: signs, for each of them, a hash of all that this member sees, with the
 * time. Machines go on for a while only without such a word, so a server that holds a revocation back can't do so for
 * long. And drops what machines reported long ago.
 */
import { AppError } from '../../src-shared/errors';
import { clinicsOfWord, deliveriesDigest, signDeliveryHead } from '../../src-shared/shared-vault/delivery-heads';
import { t } from '../../src-shared/texts/translate';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import { dropOldReports } from '../storage/postgres/old-reports';
import { serverNow } from '../storage/postgres/run-leases';
import { heldBackOf } from './held-back';

/** How old this member's word may be before it is given anew, in milliseconds. */
const vouchEveryMs = 3_600_000;
/** How often it is looked whether any is. */
export const vouchLookMs = 5 * 60_000;
/** How far two clocks may be apart. A word from the future would count for longer than it may. */
const clockMs = 10 * 60_000;

const clocksApart = (apartMs: number) =>
  new AppError({
    code: 'shared-vault.clock',
    message: t('The clock of this computer and that of the shared vault’s server are {minutes} minutes apart.', {
      minutes: String(Math.round(Math.abs(apartMs) / 60_000)),
    }),
    cause: t(
      'One of them is wrong. This computer does not vouch for what receptionists hold, as it would be misdated.',
    ),
    fix: t('Set the time by the network on this computer. If it is right, ask whoever runs the database.'),
    retryable: true,
  });

export type Vouched = {
  /** Names of the machines for which a word was given. */
  vouched: string[];
  /** Machines to which the server shows less than this computer knows to be delivered: nothing is said for them. */
  behind: string[];
};

type Parts = Pick<SharedParts, 'database' | 'membership' | 'self' | 'rowPins' | 'now'>;

export type Vouching = ReturnType<typeof createVouching>;

export const createVouching = ({ database, membership, self, rowPins, now }: Parts) => ({
  /**
   * Gives a word for each machine whose last one of this member is older than `everyMs`. What went back is looked for
   * among what was delivered to these.
   * @throws AppError `shared-vault.clock`, also where nothing is due; `shared-vault.schema-too-old` on a vault that is
   * not migrated to version 4
   */
  vouch: (everyMs: number = vouchEveryMs): Promise<Vouched> =>
    database.transaction(null, async (tx) => {
      const known = await membership(tx);
      const me = await self();
      const member = known.members.get(me.id);
      const at = now();
      const apartMs = at.getTime() - Date.parse(await serverNow(tx));
      if (Math.abs(apartMs) > clockMs) throw clocksApart(apartMs);
      const given = await tx
        .selectFrom('delivery_heads')
        .select(['machine_id', 'signed_at'])
        .where('member_id', '=', me.id)
        .execute();
      const givenAt = new Map(given.map((row) => [row.machine_id, Date.parse(row.signed_at)]));
      const isDue = (id: string) => Math.abs(at.getTime() - (givenAt.get(id) ?? 0)) >= everyMs;
      const due = [...known.machines.values()].filter(
        (machine) => member !== undefined && isDue(machine.id) && clinicsOfWord(member, machine).length > 0,
      );
      const result: Vouched = { vouched: [], behind: [] };
      if (member === undefined || due.length === 0) return result;
      for (const machine of due) {
        const rows = await tx
          .selectFrom('deliveries')
          .select(['organization_id', 'machine_id', 'provider', 'revision', 'signature'])
          .where('machine_id', '=', machine.id)
          .execute();
        const clinics = clinicsOfWord(member, machine);
        const meant = new Set(clinics);
        const own = rows.filter((row) => meant.has(row.organization_id));
        if ((await heldBackOf(tx, rowPins, own)).size > 0) {
          result.behind.push(machine.name);
          continue;
        }
        const delivered = own.map(({ organization_id, ...row }) => ({ organizationId: organization_id, ...row }));
        const digest = await deliveriesDigest(clinics, delivered);
        const { head, signature } = await signDeliveryHead(known, me, machine.id, digest, at);
        const word = {
          head_sequence: head.sequence,
          head_hash: head.hash,
          digest,
          signed_at: at.toISOString(),
          signature,
        };
        await tx
          .insertInto('delivery_heads')
          .values({ machine_id: machine.id, member_id: me.id, ...word })
          .onConflict((conflict) => conflict.columns(['machine_id', 'member_id']).doUpdateSet(word))
          .execute();
        result.vouched.push(machine.name);
      }
      await dropOldReports(tx);
      return result;
    }),
});
