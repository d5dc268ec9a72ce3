/** Without a member's word a machine goes on for a while only, and no word counts for more than it says. */
import { v7 as uuidv7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import type { DeliveredRow } from '../../../src-receptionist/delivered-rows';
import { createVouching, usualAloneMs } from '../../../src-receptionist/vouching';
import {
  clinicsOfWord,
  type DeliveryHead,
  deliveriesDigest,
  signDeliveryHead,
} from '../../../src-shared/shared-vault/delivery-heads';
import { type LogEntry, type Membership, readMembership } from '../../../src-shared/shared-vault/membership';
import {
  at,
  clinic,
  codeOf,
  logOf,
  machineBody,
  memberBody,
  newPerson,
  type Person,
  requireHead,
} from '../shared/shared-vault/people';

const hour = 3_600_000;
const day = 24 * hour;
const admittedAt = Date.parse(at);
const second = uuidv7();

let anna: Person;
let cleo: Person;
let machine: Person;
let log: LogEntry[];
let membership: Membership;

beforeAll(async () => {
  [anna, cleo, machine] = await Promise.all([newPerson(), newPerson(), newPerson()]);
  log = await logOf(anna, { body: memberBody(cleo, [second]) }, { body: machineBody(machine, [clinic, second]) });
  membership = await readMembership(log, requireHead(log));
});

const row = (organization_id: string, revision: number): DeliveredRow => ({
  organization_id,
  machine_id: machine.id,
  provider: 'twilio',
  credential_id: uuidv7(),
  revision,
  head_sequence: 1,
  head_hash: '0'.repeat(64),
  signer: anna.id,
  sealed: null,
  signature: String(revision).repeat(128).slice(0, 128),
});

async function wordOf(rows: readonly DeliveredRow[], when: number, by = anna, of = membership): Promise<DeliveryHead> {
  const [member, admitted] = [of.members.get(by.id), of.machines.get(machine.id)];
  const clinics = member && admitted ? clinicsOfWord(member, admitted) : [clinic, second];
  const delivered = rows.map((one) => ({ ...one, organizationId: one.organization_id }));
  const digest = await deliveriesDigest(clinics, delivered);
  return signDeliveryHead(of, by, machine.id, digest, new Date(when));
}

const opened = (isPromised = true, aloneMs = usualAloneMs) => createVouching(machine, isPromised, aloneMs);
const refusalAt = (vouching: ReturnType<typeof opened>, when: number, of = clinic) =>
  codeOf(Promise.resolve().then(() => vouching.require(of, when)));

test('a word makes it fresh; a server that holds the next revision back can only let it grow old', async () => {
  const vouching = opened();
  const [before, after] = [[row(clinic, 1)], [row(clinic, 2)]];
  const vouchedAt = admittedAt + day;
  expect(await vouching.take(membership, before, [await wordOf(before, vouchedAt)], vouchedAt)).toBeNull();
  expect(vouching.vouchedAt(clinic)).toBe(new Date(vouchedAt).toISOString());
  // A member revoked it since and vouches for that, again and again: none of it fits what the server shows.
  for (let hours = 1; hours <= 20 * 24; hours += 7) {
    const now = vouchedAt + hours * hour;
    await vouching.take(membership, before, [await wordOf(after, now)], now);
    expect(vouching.vouchedAt(clinic)).toBe(new Date(vouchedAt).toISOString());
    const told = vouching.toTell([clinic], now);
    // Once, when a day is over.
    expect(told?.data.code ?? null, `${hours}`).toBe(hours >= 24 && hours < 31 ? 'receptionist.unvouched' : null);
    expect(await refusalAt(vouching, now)).toBe(hours > 14 * 24 ? 'receptionist.unvouched' : 'nothing was thrown');
  }
  // What was held back arrives, with its word.
  const now = vouchedAt + 30 * day;
  await vouching.take(membership, after, [await wordOf(after, now)], now);
  expect(await refusalAt(vouching, now)).toBe('nothing was thrown');
  expect(vouching.toTell([clinic], now)).toBeNull();
});

test('what it holds stays as new as it was once known to be, also while others change something', async () => {
  const vouching = opened();
  const [before, after] = [[row(clinic, 1)], [row(clinic, 2)]];
  const vouchedAt = admittedAt + day;
  await vouching.take(membership, before, [await wordOf(before, vouchedAt)], vouchedAt);
  // The newer revision is here, and nobody has vouched since.
  await vouching.take(membership, after, [await wordOf(before, vouchedAt)], vouchedAt + hour);
  expect(vouching.vouchedAt(clinic)).toBe(new Date(vouchedAt).toISOString());
});

test('a member vouches for its own clinics alone', async () => {
  const vouching = opened();
  const rows = [row(clinic, 1), row(second, 1)];
  const now = admittedAt + 20 * day;
  await vouching.take(membership, rows, [await wordOf(rows, now, cleo)], now);
  expect(await refusalAt(vouching, now, second)).toBe('nothing was thrown');
  expect(await refusalAt(vouching, now, clinic)).toBe('receptionist.unvouched');
});

test('a word of somebody else, for another machine or vault, or of another log counts for nothing', async () => {
  const rows = [row(clinic, 1), row(second, 1)];
  const now = admittedAt + 20 * day;
  const word = await wordOf(rows, now);
  const longer = await readMembership([...log, ...(await moreOf(log))], requireHead(log));
  const strangers = await logOf(anna, { body: machineBody(machine, [clinic, second]) });
  const lies: Record<string, DeliveryHead> = {
    stranger: await wordOf(rows, now, await newPerson()),
    'another machine': { ...word, machineId: uuidv7() },
    'another member': { ...word, memberId: cleo.id },
    later: { ...word, at: new Date(now + 1).toISOString() },
    'no time': { ...word, at: 'soon' },
    'other deliveries': { ...word, digest: 'f'.repeat(64) },
    'another vault': await wordOf(rows, now, anna, await readMembership(strangers, requireHead(strangers))),
    'a log that is held back': await wordOf(rows, now, anna, longer),
  };
  for (const [what, lie] of Object.entries(lies)) {
    const vouching = opened();
    await vouching.take(membership, rows, [lie], now);
    expect(await refusalAt(vouching, now), what).toBe('receptionist.unvouched');
  }
  const vouching = opened();
  await vouching.take(membership, rows, [word], now);
  expect(await refusalAt(vouching, now)).toBe('nothing was thrown');
});

/** An entry that follows. */
async function moreOf(entries: readonly LogEntry[]): Promise<LogEntry[]> {
  const { signEntry } = await import('../../../src-shared/shared-vault/membership');
  return [await signEntry(requireHead(entries), memberBody(await newPerson(), 'all', 'Mia'), anna)];
}

test('a word from the future does not count, and says whose clock to look at', async () => {
  const vouching = opened();
  const rows = [row(clinic, 1)];
  const now = admittedAt + 20 * day;
  const problem = await vouching.take(membership, rows, [await wordOf(rows, now + 3 * hour)], now);
  expect(problem?.data).toMatchObject({ code: 'receptionist.clock', message: expect.stringContaining('3 hours') });
  expect(await refusalAt(vouching, now)).toBe('receptionist.unvouched');
  expect(await vouching.take(membership, rows, [await wordOf(rows, now + hour / 12)], now)).toBeNull();
  expect(await refusalAt(vouching, now)).toBe('nothing was thrown');
});

test('in a vault where nobody ever vouched nothing is refused; where it began, it is asked for', async () => {
  const rows = [row(clinic, 1)];
  const now = admittedAt + 100 * day;
  const vouching = opened(false);
  await vouching.take(membership, rows, [], now);
  expect(vouching.vouchedAt(clinic)).toBeNull();
  expect(vouching.words()).toBeUndefined();
  expect(await refusalAt(vouching, now)).toBe('nothing was thrown');
  await vouching.take(membership, rows, [await wordOf(rows, now)], now);
  const kept = vouching.words();
  // After a restart, from the file.
  const again = opened(false);
  again.remember(kept);
  expect(await refusalAt(again, now + 13 * day)).toBe('nothing was thrown');
  expect(await refusalAt(again, now + 15 * day)).toBe('receptionist.unvouched');
});

test('where some members do not vouch yet, their clinics go on as before', async () => {
  const rows = [row(clinic, 1), row(second, 1)];
  const now = admittedAt + 100 * day;
  const vouching = opened(false);
  // Cleo's console is the first that is new, and reaches the second clinic alone.
  await vouching.take(membership, rows, [await wordOf(rows, now, cleo)], now);
  expect(await refusalAt(vouching, now, clinic)).toBe('nothing was thrown');
  expect(vouching.toTell([clinic, second], now)).toBeNull();
  expect(await refusalAt(vouching, now + 15 * day, second)).toBe('receptionist.unvouched');
  const again = opened(false);
  again.remember(vouching.words());
  expect(await refusalAt(again, now + 15 * day, second)).toBe('receptionist.unvouched');
  expect(await refusalAt(again, now + 15 * day, clinic)).toBe('nothing was thrown');
});

test('a clinic that was just given to it is fresh by the signed log', async () => {
  const vouching = opened();
  await vouching.take(membership, [row(clinic, 1)], [], admittedAt + 13 * day);
  expect(await refusalAt(vouching, admittedAt + 13 * day)).toBe('nothing was thrown');
  expect(await refusalAt(vouching, admittedAt + 15 * day)).toBe('receptionist.unvouched');
});
