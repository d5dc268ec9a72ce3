/** Refresh tokens that a provider gave to a machine in exchange for a clinic's own, as the machine reported them. */
import { providerDescriptors } from '../../../src-shared/providers';
import { openReplacedToken } from '../../../src-shared/shared-vault/replaced-token';
import { t } from '../../../src-shared/texts/translate';
import type { Self } from './clinic-keys';
import type { Tx } from './driver';
import type { MembershipReader } from './membership-reader';
import type { SharedCredentialRows } from './shared-credential-rows';
import type { SharedSealer } from './shared-sealer';

/**
 * Takes those that were reported to this member.
 * @returns how many connections got one
 */
export async function adoptReplacedTokens(
  tx: Tx,
  { self, membership, sealer }: { self: () => Promise<Self>; membership: MembershipReader; sealer: SharedSealer },
  rows: SharedCredentialRows,
  organizationId: string,
): Promise<number> {
  const [me, known] = [await self(), await membership(tx)];
  const reports = await tx
    .selectFrom('replaced_tokens')
    .selectAll()
    .where('member_id', '=', me.id)
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  let adopted = 0;
  for (const report of reports) {
    const { provider, revision } = report;
    const token = await openReplacedToken(known, me, {
      ...{ organizationId, provider, revision, id: report.id, memberId: me.id, machineId: report.machine_id },
      ...{ sealed: report.sealed, signature: report.signature },
    });
    const row = token === null ? undefined : await rows.find(tx, provider, true);
    // Of an earlier revision: it was replaced or adopted since. The newest report came first.
    if (token !== null && row?.sealed && row.delivery_revision === revision) {
      await sealer.requireCode(tx, row);
      const { name } = providerDescriptors[provider];
      await rows.reseal(
        tx,
        row,
        { ...(await rows.open(tx, row)), refreshToken: token },
        {
          action: 'credential.renewed',
          outcome: 'succeeded',
          detail: t('{name} replaced a secret of the sign-in at a receptionist, and the new one was sealed', {
            name,
          }),
          simulated: row.simulated === 1,
        },
      );
      adopted += 1;
    }
    await tx
      .deleteFrom('replaced_tokens')
      .where('machine_id', '=', report.machine_id)
      .where('provider', '=', provider)
      .where('id', '=', report.id)
      .execute();
  }
  return adopted;
}
