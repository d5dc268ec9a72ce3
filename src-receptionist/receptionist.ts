/** Opens the package: reads what was delivered, keeps it current, and hands it out. */
import { toAppErrorData } from '../src-shared/errors';
import type { ProviderId } from '../src-shared/primitives';
import type { Change, Credentials, OpenReceptionist, Receptionist, ReceptionistOptions } from './api';
import type { SignIn } from './calendar-client';
import { createClients } from './clients';
import { createHearing } from './hearing';
import { createKeeping } from './keeping';
import { readKeyFile } from './key-file';
import { type Changes, createKnowledge, type Live } from './knowledge';
import { atMost, type Limits, usualLimits } from './limits';
import { createListeners } from './listeners';
import { createReading } from './reading';
import { closed, notDelivered, revoked, unverified, vaultNotPinned } from './receptionist-errors';
import { createRefreshTurns } from './refresh-turns';
import { refusalCode } from './refusals';
import { createReplacedTokens, reportsOfReplaced } from './replaced-tokens';
import { createReports } from './reports';
import { spansOf } from './spans';
import { openVaultDatabase } from './vault-database';
import { createVouching } from './vouching';

export const openReceptionist: OpenReceptionist = (options) => openWithin(usualLimits, options);

export async function openWithin(
  limits: Limits,
  { databaseUrl, keyFile, cacheFile, ...spans }: ReceptionistOptions,
): Promise<Receptionist> {
  const { pollMs, aloneMs } = spansOf(spans);
  const machine = readKeyFile(keyFile);
  if (machine.vault === null) throw vaultNotPinned();
  const knowledge = createKnowledge(machine, machine.vault.pinned);
  const vouching = createVouching(machine, machine.vault.vouched === true, aloneMs);
  const replaced = createReplacedTokens();
  const database = openVaultDatabase(databaseUrl, machine, limits);
  const reports = createReports(database);
  const { tell, on } = createListeners();
  let isClockTold = false;
  let isOpen = false;
  let isClosed = false;

  function tellStale(thrown: unknown): void {
    const readAt = reading.readAt();
    tell('stale', { ageMs: readAt === null ? 0 : Math.max(0, Date.now() - readAt), cause: toAppErrorData(thrown) });
  }
  const of = { keyFile, machine, knowledge, vouching };
  const keeping = createKeeping({ ...of, cacheFile, replaced, problem: tellStale });
  const reading = createReading({ ...of, database, keeping, problem: tellStale, took });
  const { refresh } = reading;
  const refreshQuietly = () => void (isClosed ? undefined : refresh().catch(tellStale));
  const inTurn = createRefreshTurns(database, () => refresh().catch(tellStale));

  /** A delivery with a token that was replaced here: the console has yet to take the newer one. */
  async function tellReplaced({ clinicId, provider, revision }: Change): Promise<void> {
    const delivered = knowledge.find(clinicId, provider)?.delivered;
    const token = delivered ? replaced.newerThan(clinicId, provider, delivered.fields) : null;
    const membership = knowledge.membership();
    if (token === null || membership === null) return;
    reports.add(await reportsOfReplaced(membership, machine, { clinicId, provider, revision, token }));
  }

  /** What people should know of the members’ words: once, when it becomes so. */
  function tellAlone(): void {
    if (!isOpen || isClosed) return;
    const clinics = knowledge.all().flatMap((one) => (one.delivered === null ? [] : [one.organizationId]));
    const alone = vouching.toTell(clinics, Date.now());
    if (alone !== null) tellStale(alone);
    const clockProblem = reading.clockProblem();
    if (clockProblem !== null && !isClockTold) tellStale(clockProblem);
    isClockTold = clockProblem !== null;
  }

  async function took({ changed, revoked: ended }: Changes, at: number): Promise<void> {
    for (const { clinicId, provider } of ended) replaced.forget(clinicId, provider);
    // Also what was revoked while it was off.
    for (const row of knowledge.rows()) if (row.sealed === null) replaced.forget(row.organization_id, row.provider);
    // On disk before anybody is told: a revocation that was seen also holds after a crash. Times need not be there before
    // the first clinic is served.
    keeping.keep(at, !isOpen);
    for (const change of ended) {
      clients.end(change.clinicId, change.provider);
      tell('revoked', change);
    }
    for (const change of changed) {
      clients.changed(change.clinicId, change.provider);
      reports.loaded(change.clinicId, change.provider, change.revision);
      await tellReplaced(change);
      tell('changed', change);
    }
    if (changed.length > 0) void reports.flush();
    tellAlone();
  }

  function live(clinicId: string, provider: ProviderId): Live {
    if (isClosed) throw closed();
    const known = knowledge.find(clinicId, provider);
    if (!known) throw notDelivered(clinicId, provider);
    const { delivered } = known;
    if (delivered === null) throw revoked(clinicId, provider);
    vouching.require(clinicId, Date.now());
    // The packages of the providers follow it at each connection.
    if (!delivered.simulated && process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') throw unverified();
    const newer = replaced.newerThan(clinicId, provider, delivered.fields);
    const fields = newer === null ? delivered.fields : { ...delivered.fields, refreshToken: newer };
    return { ...known, delivered: { ...delivered, fields } };
  }
  const credentialsOf = ({ delivered: { fields, choice }, revision }: Live): Credentials => ({
    fields,
    choice,
    revision,
  });

  /** After the provider refused credentials: newer ones, or null and the console is told. */
  async function newerThan(before: Live, code: string): Promise<Live | null> {
    if (isClosed) return null;
    await refresh().catch(tellStale);
    const { organizationId, provider, revision } = before;
    const now = live(organizationId, provider);
    if (now.revision > revision) return now;
    reports.failed(organizationId, provider, revision, code);
    void reports.flush();
    return null;
  }

  const signInOf = (clinicId: string): SignIn => ({
    current: () => live(clinicId, 'google').delivered.fields,
    inRefreshTurn: (work) => inTurn(clinicId, 'google', work),
    async replaced(from, token) {
      replaced.add(clinicId, 'google', from, token);
      // On disk before it is used: Google ends the one before once this one was used.
      keeping.keep(reading.readAt() ?? Date.now());
      await tellReplaced({ clinicId, provider: 'google', revision: live(clinicId, 'google').revision });
      await reports.flush();
    },
    async refused(code) {
      return (await newerThan(live(clinicId, 'google'), code))?.delivered.fields ?? null;
    },
  });
  const clients = createClients({ live, newerThan, signInOf, used: reports.used });

  /** @returns what is to be told once the backend listens */
  async function start(): Promise<unknown[]> {
    const toTell: unknown[] = [];
    const seen = keeping.earlier((thrown) => void toTell.push(thrown));
    if (seen !== null) {
      knowledge.remember(seen);
      database.know(seen);
      replaced.remember(seen.replaced ?? []);
      vouching.remember(seen.vouched);
    }
    try {
      await refresh();
      const unkept = keeping.unkept();
      // Where there was one before, the disk may be full: credentials are used all the same.
      if (unkept !== null && seen === null) throw unkept;
      if (unkept !== null) toTell.push(unkept);
    } catch (thrown) {
      if (seen === null) throw thrown;
      await reading.takeKept(seen);
      toTell.push(thrown);
    }
    return toTell;
  }
  const toTell = await start().catch(async (thrown: unknown) => {
    await database.close();
    throw thrown;
  });
  for (const thrown of toTell) setImmediate(tellStale, thrown);
  const hearing = createHearing(database, refreshQuietly, limits);
  const timer = setInterval(refreshQuietly, pollMs).unref();
  reports.begin();

  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= end();
    return closing;
  };
  async function end(): Promise<void> {
    isClosed = true;
    clearInterval(timer);
    const underWay = async () => {
      await reading.stop();
      const readAt = reading.readAt();
      if (readAt !== null) keeping.keep(readAt);
      await reports.close();
      await hearing.close();
    };
    await atMost(limits.closeMs, underWay());
    await database.close();
  }

  // Nobody can have listened before.
  setImmediate(() => {
    isOpen = true;
    tellAlone();
  });
  return {
    async use(clinicId, provider, work) {
      const first = live(clinicId, provider);
      reports.used(clinicId, provider);
      try {
        return await work(credentialsOf(first));
      } catch (thrown) {
        const code = refusalCode(thrown);
        const newer = code === null ? null : await newerThan(first, code);
        if (newer === null) throw thrown;
        return work(credentialsOf(newer));
      }
    },
    twilio: clients.twilio,
    calendar: clients.calendar,
    held: () =>
      knowledge.all().map(({ organizationId, provider, revision, delivered }) => ({
        clinicId: organizationId,
        provider,
        revision,
        revoked: delivered === null,
        choice: delivered?.choice ?? null,
        vouchedAt: vouching.vouchedAt(organizationId),
      })),
    on,
    close,
    [Symbol.asyncDispose]: close,
  };
}
