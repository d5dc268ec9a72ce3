/** What the admission of members and that of machines have in common: the log, names, scopes, the activity. */
import { type EntryBody, type Head, signEntry } from '../../src-shared/shared-vault/membership';
import type { Scope } from '../../src-shared/shared-vault/scope';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import type { Tx } from '../storage/postgres/driver';
import type { AuditNote } from '../storage/repositories';
import { nameTaken } from './admission-refusals';

export const sameScope = (one: Scope, other: Scope) =>
  one === 'all' || other === 'all'
    ? one === other
    : one.length === other.length && one.every((id) => other.includes(id));

export const note = (action: AuditNote['action'], detail: string): AuditNote => ({
  action,
  outcome: 'succeeded',
  detail,
  simulated: false,
});

export function createMembershipChanges({ membership, self }: Pick<SharedParts, 'membership' | 'self'>) {
  return {
    /** Adds an entry to the log, signed by this member. */
    async enter(tx: Tx, body: EntryBody): Promise<Head> {
      const { head } = await membership(tx);
      const entry = await signEntry(head, body, await self());
      await tx.insertInto('membership_log').values(entry).execute();
      return { sequence: entry.sequence, hash: entry.hash };
    },

    /** @throws AppError `shared-vault.name-taken` */
    async requireFreeName(tx: Tx, name: string): Promise<void> {
      const { members, keylessMembers, machines } = await membership(tx);
      const invited = await tx.selectFrom('invitations').select('name').execute();
      const named = [...members.values(), ...keylessMembers.values(), ...machines.values(), ...invited];
      if (named.some((one) => one.name === name)) throw nameTaken(name);
    },

    /** The clinics that a member or a machine reaches, for the rules of the database. */
    async setScopes(tx: Tx, subject: string, clinics: readonly string[]): Promise<void> {
      await tx.deleteFrom('scopes').where('subject_id', '=', subject).execute();
      for (const clinic of clinics)
        await tx.insertInto('scopes').values({ subject_id: subject, organization_id: clinic }).execute();
    },
  };
}
