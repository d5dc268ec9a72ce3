/** A machine takes what a member sealed to it, for one clinic, connection and revision, and nothing else. */

import { v7 as uuidv7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { unwrapClinicKey, wrapClinicKey } from '../../../../src-shared/shared-vault/clinic-key';
import { databasePassword, scramVerifier, verifierSchema } from '../../../../src-shared/shared-vault/database-login';
import {
  type Delivered,
  type Delivery,
  makeDelivery,
  openDelivery,
} from '../../../../src-shared/shared-vault/delivery';
import {
  type LogEntry,
  type Membership,
  readMembership,
  signEntry,
} from '../../../../src-shared/shared-vault/membership';
import { clinic, codeOf, logOf, machineBody, memberBody, newPerson, type Person, requireHead } from './people';

let anna: Person;
let cleo: Person;
let machine: Person;
let other: Person;
let log: LogEntry[];
let membership: Membership;

beforeAll(async () => {
  [anna, cleo, machine, other] = await Promise.all([newPerson(), newPerson(), newPerson(), newPerson()]);
  log = await logOf(
    anna,
    { body: memberBody(cleo, [uuidv7()]) },
    { body: machineBody(machine, [clinic]) },
    { body: machineBody(other, [clinic]) },
  );
  membership = await readMembership(log, requireHead(log));
});

const delivered: Delivered = { fields: { authToken: 'a secret' }, choice: '+14155550100', simulated: false };
const place = { organizationId: clinic, provider: 'twilio', credentialId: uuidv7(), revision: 3 } as const;
const to = (person: Person) => {
  const admitted = membership.machines.get(person.id);
  if (!admitted) throw new Error('no such machine');
  return admitted;
};
const made = (given: Delivered | null = delivered, by = anna) =>
  makeDelivery(membership, by, to(machine), place, given);
const codeFor = (delivery: Delivery) => codeOf(openDelivery(membership, machine, delivery));

test('it opens on its machine; a tombstone opens to nothing', async () => {
  expect(await openDelivery(membership, machine, await made())).toEqual(delivered);
  expect(await openDelivery(membership, machine, await made(null))).toBeNull();
});

test('nothing of it can be exchanged', async () => {
  const delivery = await made();
  const changes: Partial<Delivery>[] = [
    { revision: 4 },
    { provider: 'google' },
    { credentialId: uuidv7() },
    { organizationId: uuidv7() },
    { signer: cleo.id },
    { head: requireHead(log.slice(0, 2)) },
    { head: { sequence: 2, hash: 'f'.repeat(64) } },
    { sealed: null },
    { sealed: (await made({ ...delivered, choice: '+14155550199' })).sealed },
  ];
  for (const change of changes)
    expect(await codeFor({ ...delivery, ...change })).toBe('shared-vault.delivery-not-trusted');
});

test('what is sealed to another machine, or made by somebody without this clinic, is refused', async () => {
  const elsewhere = await makeDelivery(membership, anna, to(other), place, delivered);
  expect(await codeFor(elsewhere)).toBe('shared-vault.delivery-not-trusted');
  expect(await codeFor({ ...elsewhere, machineId: machine.id })).toBe('shared-vault.delivery-not-trusted');
  expect(await codeFor(await made(delivered, cleo))).toBe('shared-vault.delivery-not-trusted');
  expect(await codeFor(await made(delivered, await newPerson()))).toBe('shared-vault.delivery-not-trusted');
});

test('a revocation of another machine, or by a log that is not there, ends nothing here', async () => {
  expect(await codeFor(await makeDelivery(membership, anna, to(other), place, null))).toBe(
    'shared-vault.delivery-not-trusted',
  );
  const later = await signEntry(requireHead(log), memberBody(await newPerson(), 'all', 'Mia'), anna);
  const longer = await readMembership([...log, later], requireHead(log));
  expect(await codeFor(await makeDelivery(longer, anna, to(machine), place, null))).toBe(
    'shared-vault.delivery-not-trusted',
  );
});

test('a clinic’s key opens for the member it is wrapped for, when a member of the clinic wrapped it', async () => {
  const key = new Uint8Array(32).fill(7);
  const self = { id: anna.id, keys: to(machine).keys };
  const annas = membership.members.get(anna.id);
  if (!annas) throw new Error('no such member');
  const wrapped = await wrapClinicKey(membership, anna, annas, { organizationId: clinic, version: 1 }, key);
  expect(await unwrapClinicKey(membership, anna, wrapped)).toEqual(key);
  const refused = [
    { ...wrapped, version: 2 },
    { ...wrapped, organizationId: uuidv7() },
    await wrapClinicKey(membership, cleo, annas, { organizationId: clinic, version: 1 }, key),
    await wrapClinicKey(membership, anna, self, { organizationId: clinic, version: 1 }, key),
  ];
  for (const one of refused)
    expect(await codeOf(unwrapClinicKey(membership, anna, one))).toBe('shared-vault.key-not-trusted');
});

test('the login to the database follows from the private keys, and its verifier tells nothing of it', async () => {
  const password = await databasePassword(machine.keys);
  expect(await databasePassword(machine.keys)).toBe(password);
  expect(await databasePassword(other.keys)).not.toBe(password);
  const verifier = await scramVerifier(password);
  expect(verifierSchema.safeParse(verifier).success).toBe(true);
  expect(verifier).not.toContain(password);
});
