/** Invites, admits, changes and removes members. Each of it is one transaction. */
import { v7 as uuidv7 } from 'uuid';
import { scramVerifier } from '../../src-shared/shared-vault/database-login';
import { publicIdentitySchema } from '../../src-shared/shared-vault/identity';
import type { Head, Member } from '../../src-shared/shared-vault/membership';
import { hex, randomBytes } from '../../src-shared/shared-vault/platform-crypto';
import { type Scope, scopeSchema } from '../../src-shared/shared-vault/scope';
import { identityWords, sameWords } from '../../src-shared/shared-vault/words';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import { forClinic, type Tx } from '../storage/postgres/driver';
import { admitLogin, createLogin, removeLogin, renewLogin, setAdministrator } from '../storage/postgres/logins';
import { announceChange } from '../storage/postgres/notify';
import { aliveSecrets, type KnownSecret, renewClinic } from '../storage/postgres/renew-clinic';
import { toChangeWho } from '../storage/postgres/turns';
import { nobodyAsks, notOneself, otherWords, scopeChanged, unknownName } from './admission-refusals';
import { createMembershipChanges, note, sameScope } from './membership-changes';

/** What an invitation carries, but the address. */
export type Invited = { memberId: string; name: string; password: string; pinned: Head };

export function createMemberAdmission(parts: SharedParts) {
  const { database, membership, self, now, clinicKeys, append } = parts;
  const { enter, requireFreeName, setScopes } = createMembershipChanges(parts);

  /** Also one whose keys were withdrawn. @throws AppError `shared-vault.unknown-name`, `shared-vault.not-oneself` */
  async function requireOther(tx: Tx, name: string) {
    const { members, keylessMembers } = await membership(tx);
    const member = [...members.values(), ...keylessMembers.values()].find((one) => one.name === name);
    if (!member) throw unknownName(name);
    if (member.id === (await self()).id) throw notOneself();
    return { ...member, hasKeys: members.has(member.id) };
  }
  const renewAll = async (tx: Tx, ids: readonly string[]): Promise<KnownSecret[]> => {
    const known: KnownSecret[] = [];
    for (const clinic of ids) known.push(...(await forClinic(tx, clinic, null, () => renewClinic(parts, tx, clinic))));
    return known;
  };
  /** Opened while the log still trusts what a member wrapped. */
  const openKeysOf = async (tx: Tx, ids: readonly string[]) => {
    for (const clinic of ids) await forClinic(tx, clinic, null, () => clinicKeys.newest(tx, clinic));
  };
  async function putInvitation(tx: Tx, { id, name, scope }: Pick<Member, 'id' | 'name' | 'scope'>): Promise<void> {
    await tx.deleteFrom('invitations').where('id', '=', id).execute();
    await tx
      .insertInto('invitations')
      .values({
        id,
        name,
        clinics: JSON.stringify(scope),
        invited_by: (await self()).id,
        invited_at: now().toISOString(),
        request: null,
      })
      .execute();
  }
  /** The clinics that are there: the log also names some that were removed since. */
  async function clinicsOf(tx: Tx, scope: Scope): Promise<string[]> {
    const there = (await tx.selectFrom('organizations').select('id').orderBy('id').execute()).map(({ id }) => id);
    return scope === 'all' ? there : there.filter((id) => scope.includes(id));
  }

  return {
    /**
     * @param handOver given what the invitation carries, but the address; where it throws, nobody is invited. It may be
     * called more than once
     * @returns the same
     */
    invite: (name: string, scope: Scope, handOver: (invited: Invited) => void = () => undefined): Promise<Invited> =>
      database.transaction(null, async (tx) => {
        await requireFreeName(tx, name);
        const { head } = await membership(tx);
        const memberId = uuidv7({ msecs: now().getTime() });
        const password = hex(randomBytes(32));
        await createLogin(tx, 'member', memberId, await scramVerifier(password));
        await putInvitation(tx, { id: memberId, name, scope });
        await append(tx, null, note('member.invited', name));
        await announceChange(tx);
        const invited = { memberId, name, password, pinned: head };
        handOver(invited);
        return invited;
      }),

    /**
     * For a member whose computer is lost, or whose keys may be known. The keys count for nothing from here on, their
     * login is shut, and all that they opened is sealed again. The same member comes back with other keys by the
     * invitation.
     * @returns what the invitation carries but the address, and the secrets that were known. Where the keys were
     * withdrawn before: all secrets that are alive, since a list that was never told may be asked for again
     * @throws AppError `shared-vault.schema-too-old` before the vault was migrated
     */
    inviteAgain: (name: string) =>
      database.transaction(null, async (tx) => {
        await toChangeWho(tx, 'members');
        const member = await requireOther(tx, name);
        const { id, scope } = member;
        const password = hex(randomBytes(32));
        const clinics = await clinicsOf(tx, scope);
        let known: KnownSecret[];
        if (member.hasKeys) {
          await openKeysOf(tx, clinics);
          await enter(tx, { kind: 'member-keys-withdrawn', at: now().toISOString(), id });
          known = await renewAll(tx, clinics);
          await append(tx, null, note('member.keys-withdrawn', name));
        } else known = await aliveSecrets(tx, clinics);
        await renewLogin(tx, id, await scramVerifier(password));
        await putInvitation(tx, { id, name, scope });
        await append(tx, null, note('member.invited', name));
        await announceChange(tx);
        const invitation = { memberId: id, name, password, pinned: (await membership(tx)).head };
        return { invitation, known, hadKeys: member.hasKeys };
      }),

    /** What the invitation would have opened is gone. @throws AppError `shared-vault.nobody-asks` */
    withdrawInvitation: (name: string) =>
      database.transaction(null, async (tx) => {
        const invited = await tx.selectFrom('invitations').select('id').where('name', '=', name).executeTakeFirst();
        if (!invited) throw nobodyAsks(name);
        await tx.deleteFrom('invitations').where('id', '=', invited.id).execute();
        // Who was a member before stays one without keys, and is invited again or removed.
        const { keylessMembers } = await membership(tx);
        if (keylessMembers.has(invited.id)) await renewLogin(tx, invited.id, await scramVerifier(hex(randomBytes(32))));
        else await removeLogin(tx, invited.id);
        await append(tx, null, note('member.invitation-withdrawn', name));
        await announceChange(tx);
      }),

    /** @throws AppError `shared-vault.nobody-asks`, `shared-vault.other-words` */
    admit: (name: string, words: string) =>
      database.transaction(null, async (tx) => {
        await toChangeWho(tx, 'members');
        const invited = await tx.selectFrom('invitations').selectAll().where('name', '=', name).executeTakeFirst();
        if (!invited || invited.request === null) throw nobodyAsks(name);
        const keys = publicIdentitySchema.parse(JSON.parse(invited.request));
        if (!sameWords(words, await identityWords(keys, ''))) throw otherWords();
        // What a member reaches is in the log; what a newcomer is to reach, in the invitation.
        const before = (await membership(tx)).keylessMembers.get(invited.id);
        const scope = before?.scope ?? scopeSchema.parse(JSON.parse(invited.clinics));
        const member = { id: invited.id, name, keys, scope };
        const at = now().toISOString();
        const head = await enter(
          tx,
          before ? { kind: 'member-keys-replaced', at, id: member.id, keys } : { kind: 'member-admitted', at, member },
        );
        await setScopes(tx, member.id, scope === 'all' ? [] : scope);
        for (const clinic of await clinicsOf(tx, scope))
          await forClinic(tx, clinic, null, () => clinicKeys.share(tx, clinic, member));
        await admitLogin(tx, member.id, scope === 'all');
        await tx.deleteFrom('invitations').where('id', '=', member.id).execute();
        await append(tx, null, note(before ? 'member.keys-replaced' : 'member.admitted', name));
        await announceChange(tx);
        return { memberId: member.id, name, scope, head };
      }),

    /**
     * Everything that the member reached is sealed again under new keys.
     * @returns the secrets that it knew: removal alone makes none of them safe
     */
    removeMember: (name: string): Promise<KnownSecret[]> =>
      database.transaction(null, async (tx) => {
        await toChangeWho(tx, 'members');
        const member = await requireOther(tx, name);
        const clinics = await clinicsOf(tx, member.scope);
        await openKeysOf(tx, clinics);
        await enter(tx, { kind: 'member-removed', at: now().toISOString(), id: member.id });
        const known = await renewAll(tx, clinics);
        await tx.deleteFrom('invitations').where('id', '=', member.id).execute();
        await tx.deleteFrom('scopes').where('subject_id', '=', member.id).execute();
        await removeLogin(tx, member.id);
        await append(tx, null, note('member.removed', name));
        await announceChange(tx);
        return known;
      }),

    /**
     * What a member reaches from now on. Clinics that it loses are sealed again under new keys.
     * @param seen what it reached as the person saw it; null: whatever it is
     * @returns the secrets of those, which it knew
     * @throws AppError `shared-vault.scope-changed`; `shared-vault.schema-too-old` before the vault was migrated
     */
    changeScope: (name: string, scope: Scope, seen: Scope | null = null): Promise<KnownSecret[]> =>
      database.transaction(null, async (tx) => {
        await toChangeWho(tx, 'members');
        const { members } = await membership(tx);
        const member = [...members.values()].find((one) => one.name === name);
        if (!member) throw unknownName(name);
        const { id, keys } = member;
        if (id === (await self()).id) throw notOneself();
        if (seen !== null && !sameScope(member.scope, seen)) throw scopeChanged(name);
        const [before, after] = [await clinicsOf(tx, member.scope), await clinicsOf(tx, scope)];
        const lost = before.filter((clinic) => !after.includes(clinic));
        await openKeysOf(tx, lost);
        await enter(tx, { kind: 'member-scope-changed', at: now().toISOString(), id, scope });
        await setAdministrator(tx, id, scope === 'all');
        await setScopes(tx, id, scope === 'all' ? [] : after);
        for (const clinic of after)
          if (!before.includes(clinic))
            await forClinic(tx, clinic, null, () => clinicKeys.share(tx, clinic, { id, keys }));
        const known = await renewAll(tx, lost);
        await append(tx, null, note('member.scope-changed', name));
        await announceChange(tx);
        return known;
      }),
  };
}
