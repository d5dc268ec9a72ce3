/** Admits, changes and removes machines. Each of it is one transaction. */
import { loginRole } from '../../src-shared/shared-vault/database-login';
import { type MachineFile, machineLogin } from '../../src-shared/shared-vault/machine-files';
import type { Head } from '../../src-shared/shared-vault/membership';
import { identityWords, sameWords } from '../../src-shared/shared-vault/words';
import type { SharedParts } from '../storage/postgres/create-shared-storage';
import { deliverAnew, deliverClinic, withdrawFrom } from '../storage/postgres/deliver-clinic';
import { forClinic } from '../storage/postgres/driver';
import { createLogin, removeLogin, renewLogin } from '../storage/postgres/logins';
import { announceChange } from '../storage/postgres/notify';
import type { KnownSecret } from '../storage/postgres/renew-clinic';
import { vouchedVersion } from '../storage/postgres/schema-sql-step-4';
import { toChangeWho } from '../storage/postgres/turns';
import { admittedBefore, otherMachine, otherWords, scopeChanged, unknownName, usedBefore } from './admission-refusals';
import { createMembershipChanges, note, sameScope } from './membership-changes';

/** @throws AppError `shared-vault.other-words` */
export async function requireWordsOf(machineFile: MachineFile, words: string): Promise<void> {
  if (!sameWords(words, await identityWords(machineFile.keys, machineLogin(machineFile)))) throw otherWords();
}

/** What a machine needs to know of the vault, but the address. */
export type AdmittedMachine = { machineId: string; user: string; head: Head; vaultId: string; vouched?: true };

export function createMachineAdmission(parts: SharedParts) {
  const { database, membership, now, sealer, deliveries, append } = parts;
  const { enter, requireFreeName, setScopes } = createMembershipChanges(parts);

  return {
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
