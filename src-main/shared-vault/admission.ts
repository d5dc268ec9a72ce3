/** Invites, admits and removes members, and admits and removes machines. Each of it is one transaction. */
import { v7 as uuidv7 } from 'uuid';
import { refusal } from '../../src-shared/errors';
import { loginRole, scramVerifier } from '../../src-shared/shared-vault/database-login';
import { publicIdentitySchema } from '../../src-shared/shared-vault/identity';
import { type MachineFile, machineLogin } from '../../src-shared/shared-vault/machine-files';
import { type EntryBody, type Head, type Member, signEntry } from '../../src-shared/shared-vault/membership';
import { hex, randomBytes } from '../../src-shared/shared-vault/platform-crypto';
import { type Scope, scopeSchema } from '../../src-shared/shared-vault/scope';
import { identityWords, sameWords } from '../../src-shared/shared-vault/words';
import { t } from '../../src-shared/texts/translate';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import { deliverAnew, deliverClinic, withdrawFrom } from '../storage/postgres/deliver-clinic';
import { forClinic, type Tx } from '../storage/postgres/driver';
import { admitLogin, createLogin, removeLogin, renewLogin, setAdministrator } from '../storage/postgres/logins';
import { announceChange } from '../storage/postgres/notify';
import { aliveSecrets, type KnownSecret, renewClinic } from '../storage/postgres/renew-clinic';
import { vouchedVersion } from '../storage/postgres/schema-sql-step-4';
import { requireOrganization } from '../storage/postgres/shared-organizations';
import { toChangeWho } from '../storage/postgres/turns';
import type { AuditNote } from '../storage/repositories';

const nobodyAsks = (name: string) =>
  refusal(
    'shared-vault.nobody-asks',
    t('Nobody named “{name}” waits to be admitted.', { name }),
    t(
      'Nobody was invited under this name, the newcomer has not joined with the invitation yet, or was admitted already.',
    ),
    t('Let the newcomer run “vault join” first, and give the name of the invitation.'),
  );

const otherWords = () =>
  refusal(
    'shared-vault.other-words',
    t('The six words are not those of the keys that were left in the vault.'),
    t('They were mistyped, or somebody exchanged the keys on their way. Nobody was admitted.'),
    t('Compare them again with the person, by voice. If they differ, don’t admit: somebody is in between.'),
  );

const nameTaken = (name: string) =>
  refusal(
    'shared-vault.name-taken',
    t('There is a “{name}” in this vault already.', { name }),
    t('Names tell members and machines apart.'),
    t('Choose another name.'),
  );

const admittedBefore = (name: string) =>
  refusal(
    'shared-vault.admitted-before',
    t('This receptionist is in the vault already, as “{name}”.', { name }),
    t('Its keys were admitted under that name, or with other clinics than those that were given now.'),
    t(
      'Give that name and the clinics that it has, and its file is written again. Its clinics are changed on their own.',
    ),
  );

const usedBefore = () =>
  refusal(
    'shared-vault.used-before',
    t('This receptionist was removed from the vault.'),
    t('Keys that were removed do not come back: what they opened before may be known.'),
    t('Ask its engineer for new keys: “voxanne-receptionist init” with another key file.'),
  );

const unknownName = (name: string) =>
  refusal(
    'shared-vault.unknown-name',
    t('There is no “{name}” in this vault.', { name }),
    t('Nobody was admitted under this name, or it was removed already.'),
    t('Look the name up: “vault members”, “machines list”.'),
  );

const scopeChanged = (name: string) =>
  refusal(
    'shared-vault.scope-changed',
    t('The clinics of {name} were changed meanwhile.', { name }),
    t('Another member changed them since they were shown here. Nothing was changed.'),
    t('Look at them as they are now, then change them.'),
  );

const sameScope = (one: Scope, other: Scope) =>
  one === 'all' || other === 'all'
    ? one === other
    : one.length === other.length && one.every((id) => other.includes(id));

const notOneself = () =>
  refusal(
    'shared-vault.not-oneself',
    t('Nobody removes themselves.'),
    t('What was sealed has to be sealed again by somebody who stays.'),
    t('Ask another member who may admit others.'),
  );

const otherMachine = (name: string) =>
  refusal(
    'shared-vault.other-machine',
    t('This file is not of “{name}”.', { name }),
    t('It holds the keys of another receptionist, or those that “{name}” has already.', { name }),
    t('Give the file that “voxanne-receptionist renew” wrote on that machine.'),
  );

/** @throws AppError `shared-vault.other-words` */
export async function requireWordsOf(machineFile: MachineFile, words: string): Promise<void> {
  if (!sameWords(words, await identityWords(machineFile.keys, machineLogin(machineFile)))) throw otherWords();
}

const note = (action: AuditNote['action'], detail: string): AuditNote => ({
  action,
  outcome: 'succeeded',
  detail,
  simulated: false,
});

/** What an invitation carries, but the address. */
export type Invited = { memberId: string; name: string; password: string; pinned: Head };
/** What a machine needs to know of the vault, but the address. */
export type AdmittedMachine = { machineId: string; user: string; head: Head; vaultId: string; vouched?: true };

export function createAdmission(parts: SharedParts) {
  const { database, membership, self, now, clinicKeys, sealer, deliveries, append } = parts;

  async function enter(tx: Tx, body: EntryBody): Promise<Head> {
    const { head } = await membership(tx);
    const entry = await signEntry(head, body, await self());
    await tx.insertInto('membership_log').values(entry).execute();
    return { sequence: entry.sequence, hash: entry.hash };
  }
  async function requireFreeName(tx: Tx, name: string): Promise<void> {
    const { members, keylessMembers, machines } = await membership(tx);
    const invited = await tx.selectFrom('invitations').select('name').execute();
    const named = [...members.values(), ...keylessMembers.values(), ...machines.values(), ...invited];
    if (named.some((one) => one.name === name)) throw nameTaken(name);
  }
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

  async function setScopes(tx: Tx, subject: string, clinics: readonly string[]): Promise<void> {
    await tx.deleteFrom('scopes').where('subject_id', '=', subject).execute();
    for (const clinic of clinics)
      await tx.insertInto('scopes').values({ subject_id: subject, organization_id: clinic }).execute();
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
     * Asked again for the same one, it is handed over again.
     * @param handOver given what the machine needs to know of the vault; where it throws, nobody is admitted. It may be
     * called more than once
     * @throws AppError `shared-vault.other-words`, `shared-vault.admitted-before`, `shared-vault.used-before`
     */
    addMachine: (
      name: string,
      machineFile: MachineFile,
      words: string,
      clinics: string[],
      handOver: (admitted: AdmittedMachine) => void = () => undefined,
    ): Promise<AdmittedMachine> =>
      database.transaction(null, async (tx) => {
        await toChangeWho(tx, 'machines');
        const { id, keys, login } = machineFile;
        await requireWordsOf(machineFile, words);
        const { machines, formerMachines, vaultId, head: newest } = await membership(tx);
        if (formerMachines.has(id)) throw usedBefore();
        const { version } = await tx.selectFrom('schema_meta').select('version').executeTakeFirstOrThrow();
        const about = {
          machineId: id,
          user: loginRole('machine', id),
          vaultId,
          // Said to the machine by a person’s file: a server can’t say that nobody vouches here.
          ...(version >= vouchedVersion ? { vouched: true as const } : {}),
        };
        const before = machines.get(id);
        if (before) {
          const isSame = before.keys.receive === keys.receive && before.keys.sign === keys.sign;
          if (!isSame || before.name !== name || !sameScope(before.clinics, clinics)) throw admittedBefore(before.name);
          const again = { ...about, head: newest };
          handOver(again);
          return again;
        }
        await requireFreeName(tx, name);
        const machine = { id, name, keys, clinics };
        const head = await enter(tx, { kind: 'machine-admitted', at: now().toISOString(), machine });
        await createLogin(tx, 'machine', id, login);
        for (const clinic of clinics) {
          await tx.insertInto('scopes').values({ subject_id: id, organization_id: clinic }).execute();
          await deliverClinic({ sealer, deliveries }, tx, machine, clinic);
        }
        await append(tx, null, note('machine.admitted', name));
        await announceChange(tx);
        const admitted = { ...about, head };
        handOver(admitted);
        return admitted;
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

    /**
     * The clinics of a machine from now on: tombstones for those that it loses.
     * @param seen its clinics as the person saw them; null: whatever they are
     * @returns the secrets of those that are alive
     * @throws AppError `shared-vault.scope-changed`
     */
    changeMachineClinics: (name: string, clinics: string[], seen: string[] | null = null): Promise<KnownSecret[]> =>
      database.transaction(null, async (tx) => {
        await toChangeWho(tx, 'machines');
        const machine = [...(await membership(tx)).machines.values()].find((one) => one.name === name);
        if (!machine) throw unknownName(name);
        if (seen !== null && !sameScope(machine.clinics, seen)) throw scopeChanged(name);
        const known: KnownSecret[] = [];
        for (const clinic of machine.clinics)
          if (!clinics.includes(clinic))
            known.push(...(await forClinic(tx, clinic, null, () => withdrawFrom(parts, tx, machine, clinic))));
        await enter(tx, { kind: 'machine-clinics-changed', at: now().toISOString(), id: machine.id, clinics });
        await setScopes(tx, machine.id, clinics);
        for (const clinic of clinics)
          if (!machine.clinics.includes(clinic))
            await forClinic(tx, clinic, null, () => deliverAnew(parts, tx, clinic));
        await append(tx, null, note('machine.clinics-changed', name));
        await announceChange(tx);
        return known;
      }),

    /**
     * Takes other keys of a machine, which its own program made. What was delivered is sealed to them, above all
     * revisions before, and the login of the old keys is shut.
     * @returns the secrets that its old keys opened
     * @throws AppError `shared-vault.other-machine`, `shared-vault.other-words`, `shared-vault.schema-too-old`
     */
    renewMachine: (name: string, machineFile: MachineFile, words: string): Promise<KnownSecret[]> =>
      database.transaction(null, async (tx) => {
        await toChangeWho(tx, 'machines');
        const { id, keys, login } = machineFile;
        const machine = [...(await membership(tx)).machines.values()].find((one) => one.name === name);
        if (!machine) throw unknownName(name);
        if (machine.id !== id || machine.keys.receive === keys.receive || machine.keys.sign === keys.sign)
          throw otherMachine(name);
        await requireWordsOf(machineFile, words);
        const known: KnownSecret[] = [];
        for (const clinic of machine.clinics)
          known.push(...(await forClinic(tx, clinic, null, () => withdrawFrom(parts, tx, machine, clinic))));
        await enter(tx, { kind: 'machine-keys-replaced', at: now().toISOString(), id, keys });
        await renewLogin(tx, id, login);
        for (const clinic of machine.clinics) await forClinic(tx, clinic, null, () => deliverAnew(parts, tx, clinic));
        await append(tx, null, note('machine.keys-replaced', name));
        await announceChange(tx);
        return known;
      }),

    /** A clinic's data key, for the same members: everything of the clinic is sealed and delivered again. */
    renewClinicKey: (organizationId: string): Promise<void> =>
      database.transaction(organizationId, async (tx) => {
        const { name } = await requireOrganization(tx, organizationId);
        await renewClinic(parts, tx, organizationId);
        await append(tx, organizationId, note('clinic.key-renewed', name));
        await announceChange(tx);
      }),

    /** Its deliveries become tombstones. @returns the secrets that it was given and that are alive */
    removeMachine: (name: string): Promise<KnownSecret[]> =>
      database.transaction(null, async (tx) => {
        await toChangeWho(tx, 'machines');
        const { machines } = await membership(tx);
        const machine = [...machines.values()].find((one) => one.name === name);
        if (!machine) throw unknownName(name);
        const known: KnownSecret[] = [];
        for (const clinic of machine.clinics)
          known.push(...(await forClinic(tx, clinic, null, () => withdrawFrom(parts, tx, machine, clinic))));
        await enter(tx, { kind: 'machine-removed', at: now().toISOString(), id: machine.id });
        await tx.deleteFrom('scopes').where('subject_id', '=', machine.id).execute();
        await removeLogin(tx, machine.id);
        await append(tx, null, note('machine.removed', name));
        await announceChange(tx);
        return known;
      }),
  };
}
