/** Who belongs to a shared vault follows from its signed log alone, and nobody can cut, edit or fork it unnoticed. */
import { beforeAll, expect, test, vi } from 'vitest';
import { publicOf } from '../../../../src-shared/shared-vault/identity';
import {
  type EntryBody,
  type LogEntry,
  readMembership,
  signEntry,
} from '../../../../src-shared/shared-vault/membership';
import { headWords, identityWords, sameWords } from '../../../../src-shared/shared-vault/words';
import {
  at,
  clinic,
  codeOf,
  headOf,
  logOf,
  machineBody,
  memberBody,
  newPerson,
  type Person,
  requireHead,
} from './people';

let anna: Person;
let ben: Person;
let cleo: Person;
let machine: Person;
let log: LogEntry[];

beforeAll(async () => {
  [anna, ben, cleo, machine] = await Promise.all([newPerson(), newPerson(), newPerson(), newPerson()]);
  log = await logOf(
    anna,
    { body: memberBody(ben) },
    { body: memberBody(cleo, [clinic]), by: ben },
    { body: machineBody(machine, [clinic]) },
  );
});

const first = () => requireHead(log.slice(0, 1));
const changed = (index: number, change: (entry: LogEntry) => Partial<LogEntry>) =>
  log.map((entry, place) => (place === index ? { ...entry, ...change(entry) } : entry));

test('a member is who was admitted by a member of before; an invitation’s first entry is enough to tell', async () => {
  const membership = await readMembership(log, first());
  expect([...membership.members.keys()]).toEqual([anna.id, ben.id, cleo.id]);
  expect(membership.members.get(cleo.id)).toMatchObject({ scope: [clinic], admittedBy: ben.id });
  expect(membership.machines.get(machine.id)).toMatchObject({ clinics: [clinic], admittedBy: anna.id });
  expect(membership.head).toEqual(headOf(log));
});

test('a stranger, and a member of named clinics, admit nobody', async () => {
  const dora = await newPerson();
  const byStranger = [...log, await signEntry(headOf(log), memberBody(dora), dora)];
  expect(await codeOf(readMembership(byStranger, first()))).toBe('shared-vault.log-invalid');
  const byCleo = [...log, await signEntry(headOf(log), memberBody(dora), cleo)];
  expect(await codeOf(readMembership(byCleo, first()))).toBe('shared-vault.log-invalid');
  // Signed with a key of the stranger's, in the name of a member.
  const inAnnasName = [...log, await signEntry(headOf(log), memberBody(dora), { id: anna.id, keys: dora.keys })];
  expect(await codeOf(readMembership(inAnnasName, first()))).toBe('shared-vault.log-invalid');
});

test('an exchanged key, an edited, moved or missing entry is refused', async () => {
  const dora = await newPerson();
  const swapped = changed(1, ({ body }) => ({ body: body.replace(ben.keys.receive.public, dora.keys.receive.public) }));
  expect(await codeOf(readMembership(swapped, first()))).toBe('shared-vault.log-invalid');
  const [one, two, three, four] = log as [LogEntry, LogEntry, LogEntry, LogEntry];
  expect(await codeOf(readMembership([one, three, two, four], first()))).toBe('shared-vault.log-invalid');
  expect(await codeOf(readMembership([one, two, four], first()))).toBe('shared-vault.log-invalid');
  const unsigned = changed(3, () => ({ signature: two.signature }));
  expect(await codeOf(readMembership(unsigned, first()))).toBe('shared-vault.log-invalid');
});

test('only entries that were verified before, and all before them, are not hashed again', async () => {
  const hashed = vi.spyOn(process.getBuiltinModule('node:crypto'), 'createHash');
  const hashesFor = async (entries: LogEntry[]) => {
    hashed.mockClear();
    const code = await codeOf(readMembership(entries, requireHead(log), log));
    return [code, hashed.mock.calls.length];
  };
  const dora = await newPerson();
  const longer = [...log, await signEntry(headOf(log), memberBody(dora), anna)];
  expect(await hashesFor(log)).toEqual(['nothing was thrown', 0]);
  expect(await hashesFor(longer)).toEqual(['nothing was thrown', 1]);
  expect(await hashesFor(structuredClone(log))).toEqual(['nothing was thrown', 4]);
  const edited = changed(1, ({ body }) => ({ body: body.replace(ben.id, dora.id) }));
  expect(await hashesFor(edited)).toEqual(['shared-vault.log-invalid', 3]);
  hashed.mockRestore();
});

test('a log that was cut, and another history from any entry on, are told apart from what was seen', async () => {
  const seen = requireHead(log);
  expect(await codeOf(readMembership(log.slice(0, 3), seen))).toBe('shared-vault.log-rolled-back');
  const fork = [...log.slice(0, 3), await signEntry(headOf(log.slice(0, 3)), memberBody(await newPerson()), anna)];
  expect(await codeOf(readMembership(fork, seen))).toBe('shared-vault.log-forked');
  const other = await logOf(await newPerson());
  expect(await codeOf(readMembership(other, first()))).toBe('shared-vault.log-forked');
});

test('an entry of a newer version is named as such and not called an attack', async () => {
  const body = JSON.parse(JSON.stringify(memberBody(await newPerson()))) as { kind: string };
  body.kind = 'member-renamed';
  const newer = [...log, await signEntry(headOf(log), body as never, anna)];
  expect(await codeOf(readMembership(newer, first()))).toBe('shared-vault.log-newer');
});

test('who was removed signs nothing any more, and comes back under no used id', async () => {
  const removed: EntryBody = { kind: 'member-removed', at, id: ben.id };
  const after = [...log, await signEntry(headOf(log), removed, anna)];
  const membership = await readMembership(after, first());
  expect([...membership.members.keys()]).toEqual([anna.id, cleo.id]);
  expect([...membership.formerMembers.keys()]).toEqual([ben.id]);
  const byBen = [...after, await signEntry(headOf(after), memberBody(await newPerson()), ben)];
  expect(await codeOf(readMembership(byBen, first()))).toBe('shared-vault.log-invalid');
  const again = [...after, await signEntry(headOf(after), memberBody(ben), anna)];
  expect(await codeOf(readMembership(again, first()))).toBe('shared-vault.log-invalid');
  const lastOne: EntryBody = { kind: 'member-removed', at, id: anna.id };
  const nobodyLeft = [...after, await signEntry(headOf(after), lastOne, anna)];
  expect(await codeOf(readMembership(nobodyLeft, first()))).toBe('shared-vault.log-invalid');
});

test('withdrawn keys sign nothing; their member comes back with others alone; the last ones stay', async () => {
  const withdrawn: EntryBody = { kind: 'member-keys-withdrawn', at, id: ben.id };
  const without = [...log, await signEntry(headOf(log), withdrawn, anna)];
  expect([...(await readMembership(without, first())).keylessMembers.keys()]).toEqual([ben.id]);
  const refused = async (body: EntryBody, by = anna, before = without) =>
    codeOf(readMembership([...before, await signEntry(headOf(before), body, by)], first()));
  const { keys } = await newPerson();
  const replaced: EntryBody = { kind: 'member-keys-replaced', at, id: ben.id, keys: publicOf(keys) };
  expect(await refused(replaced, ben)).toBe('shared-vault.log-invalid');
  expect(await refused({ ...replaced, keys: publicOf(ben.keys) })).toBe('shared-vault.log-invalid');
  expect(await refused(replaced, anna, log)).toBe('shared-vault.log-invalid');
  expect(await refused({ ...withdrawn, id: anna.id })).toBe('shared-vault.log-invalid');
  const after = [...without, await signEntry(headOf(without), replaced, anna)];
  expect((await readMembership(after, first())).members.get(ben.id)).toMatchObject({
    keys: publicOf(keys),
    scope: 'all',
    earlierKeys: [{ keys: publicOf(ben.keys), until: at }],
  });
});

test('six words stand for one set of keys and one head', async () => {
  const words = await identityWords(publicOf(anna.keys), 'login');
  expect(words.split(' ')).toHaveLength(6);
  expect(await identityWords(publicOf(anna.keys), 'login')).toBe(words);
  expect(await identityWords(publicOf(anna.keys), 'another login')).not.toBe(words);
  expect(await identityWords(publicOf(ben.keys), 'login')).not.toBe(words);
  expect(await headWords(requireHead(log).hash)).not.toBe(await headWords(first().hash));
  expect(sameWords(`  ${words.toUpperCase().replaceAll(' ', '-')} `, words)).toBe(true);
  expect(sameWords(words.split(' ').slice(0, 5).join(' '), words)).toBe(false);
});
