/** A small shared vault on paper: its founder, a second member, a machine, and the log that admits them. */
import { v7 as uuidv7 } from 'uuid';
import { type Identity, newIdentity, publicOf } from '../../../../src-shared/shared-vault/identity';
import { type EntryBody, type Head, type LogEntry, signEntry } from '../../../../src-shared/shared-vault/membership';
import type { Scope } from '../../../../src-shared/shared-vault/scope';

export const at = '2026-05-04T09:30:00.000Z';
export const clinic = uuidv7();

export type Person = { id: string; keys: Identity };
export const newPerson = async (): Promise<Person> => ({ id: uuidv7(), keys: await newIdentity() });

export const headOf = (log: readonly LogEntry[]): Head | null => {
  const last = log.at(-1);
  return last ? { sequence: last.sequence, hash: last.hash } : null;
};
export const requireHead = (log: readonly LogEntry[]): Head => {
  const head = headOf(log);
  if (!head) throw new Error('an empty log has no head');
  return head;
};

export const memberBody = ({ id, keys }: Person, scope: Scope = 'all', name = 'Ben'): EntryBody => ({
  kind: 'member-admitted',
  at,
  member: { id, name, keys: publicOf(keys), scope },
});
export const machineBody = ({ id, keys }: Person, clinics: string[]): EntryBody => ({
  kind: 'machine-admitted',
  at,
  machine: { id, name: 'Receptionist', keys: publicOf(keys), clinics },
});

/** A log of its founder, `then` more entries, each signed by the founder unless another signs. */
export async function logOf(founder: Person, ...then: { body: EntryBody; by?: Person }[]): Promise<LogEntry[]> {
  const founded: EntryBody = {
    kind: 'founded',
    at,
    vaultId: uuidv7(),
    member: { id: founder.id, name: 'Anna', keys: publicOf(founder.keys), scope: 'all' },
  };
  const log = [await signEntry(null, founded, founder)];
  for (const { body, by = founder } of then) log.push(await signEntry(headOf(log), body, by));
  return log;
}

export const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was thrown',
    (thrown: { data?: { code: string } }) => thrown.data?.code ?? String(thrown),
  );
