/** Opens the package: reads what was delivered, keeps it current, and hands it out. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Twilio } from 'twilio';
import { AppError, toAppErrorData } from '../src-shared/errors';
import type { ProviderId } from '../src-shared/primitives';
import type { Delivered } from '../src-shared/shared-vault/delivery';
import type { DeliveryHead } from '../src-shared/shared-vault/delivery-heads';
import type { Identity } from '../src-shared/shared-vault/identity';
import type {
  Change,
  Credentials,
  OpenReceptionist,
  Receptionist,
  ReceptionistEvents,
  ReceptionistOptions,
} from './api';
import { createCacheFile } from './cache-file';
import { type CalendarClient, createCalendarClient, type SignIn } from './calendar-client';
import { createHearing } from './hearing';
import { changeToKeys, readKeyFile } from './key-file';
import { type Changes, createKnowledge, type Known } from './knowledge';
import { atMost, type Limits, usualLimits } from './limits';
import { mergedCache } from './merged-cache';
import {
  cacheFileUnusable,
  closed,
  incomplete,
  notDelivered,
  refreshIsBusy,
  revoked,
  unverified,
  vaultNotPinned,
} from './receptionist-errors';
import { refusalCode } from './refusals';
import { createReplacedTokens, reportsOfReplaced } from './replaced-tokens';
import { createReports } from './reports';
import { spansOf } from './spans';
import { createTwilioClient } from './twilio-client';
import { openVaultDatabase } from './vault-database';
import { createVouching } from './vouching';

/** How long a refresh waits for another's, longer than that one's turn lasts, and how often it asks. */
const turnPatienceMs = 75_000;
const turnPollMs = 200;

const notOurs =
  'It does not open with the keys of this machine, and is made anew. What was seen before is not known any more.';

/** The login or the log names other keys than those in use. */
const isOfOtherKeys = (thrown: unknown) =>
  thrown instanceof AppError && ['receptionist.login-refused', 'receptionist.keys-replaced'].includes(thrown.data.code);

/** Keys that were made for this machine meanwhile, or that another process of it changed to; null where there are none. */
function otherKeysOf(keyFile: string, inUse: Identity): Identity | null {
  const { keys, next } = readKeyFile(keyFile);
  return [keys, next].find((one) => one !== undefined && one.sign.public !== inUse.sign.public) ?? null;
}

type Live = Known & { delivered: Delivered };

export const openReceptionist: OpenReceptionist = (options) => openWithin(usualLimits, options);

export async function openWithin(
  limits: Limits,
  { databaseUrl, keyFile, cacheFile, ...spans }: ReceptionistOptions,
): Promise<Receptionist> {
  const { pollMs, aloneMs } = spansOf(spans);
  const machine = readKeyFile(keyFile);
  if (machine.vault === null) throw vaultNotPinned();
  let cache = createCacheFile(cacheFile, machine.keys);
  const knowledge = createKnowledge(machine, machine.vault.pinned);
  const vouching = createVouching(machine, machine.vault.vouched === true, aloneMs);
  const database = openVaultDatabase(databaseUrl, machine, limits);
  const reports = createReports(database);
  const listeners: { [Name in keyof ReceptionistEvents]: Set<(event: ReceptionistEvents[Name]) => void> } = {
    changed: new Set(),
    revoked: new Set(),
    stale: new Set(),
  };
  const tell = <Name extends keyof ReceptionistEvents>(name: Name, event: ReceptionistEvents[Name]) => {
    for (const listener of listeners[name])
      try {
        listener(event);
      } catch (thrown) {
        // A fault of the backend's, told as one. What is to be done here is done all the same.
        queueMicrotask(() => {
          throw thrown;
        });
      }
  };
  const replaced = createReplacedTokens();
  let readAt: number | null = null;
  let clockProblem: AppError | null = null;
  let isClockTold = false;
  let isOpen = false;
  let isClosed = false;
  /** Why the cache file lacks what is known. */
  let unkept: unknown = null;
  /** @param isEnding something was revoked */
  function keep(at: number, isEnding = false): void {
    try {
      const vouched = vouching.words();
      const ours = {
        ...knowledge.contents(new Date(at).toISOString()),
        replaced: replaced.all(),
        ...(vouched === undefined ? {} : { vouched }),
      };
      const theirs = cache.read();
      cache.write(typeof theirs === 'string' ? ours : mergedCache(ours, theirs));
      unkept = null;
    } catch (thrown) {
      unkept = thrown;
      // An earlier state would bring it back after a crash.
      if (isEnding) cache.remove();
      tellStale(thrown);
    }
  }

  const calendars = new Map<string, { revision: number; client: Promise<CalendarClient> }>();
  const twilios = new Map<string, { revision: number; client: Promise<Twilio> }>();

  function forget(clinicId: string, provider: ProviderId): void {
    if (provider === 'twilio') twilios.delete(clinicId);
    if (provider !== 'google') return;
    void calendars.get(clinicId)?.client.then(
      (client) => client.end(),
      () => undefined,
    );
    calendars.delete(clinicId);
  }

  const tellStale = (thrown: unknown) =>
    tell('stale', { ageMs: readAt === null ? 0 : Math.max(0, Date.now() - readAt), cause: toAppErrorData(thrown) });

  /** A delivery with a token that was replaced here: the console has yet to take the newer one. */
  async function tellReplaced({ clinicId, provider, revision }: Change): Promise<void> {
    const delivered = knowledge.find(clinicId, provider)?.delivered;
    const token = delivered ? replaced.newerThan(clinicId, provider, delivered.fields) : null;
    const membership = knowledge.membership();
    if (token === null || membership === null) return;
    reports.add(await reportsOfReplaced(membership, machine, { clinicId, provider, revision, token }));
  }

  /** Runs a refresh in its turn: in an outage of the database there is none. */
  async function inTurn<T>(clinicId: string, provider: ProviderId, work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + turnPatienceMs;
    for (let hasWaited = false; ; hasWaited = true) {
      const turn = await database.takeTurn(clinicId, provider);
      if (turn === null) {
        if (performance.now() >= deadline) throw refreshIsBusy(provider, clinicId);
        await wait(turnPollMs);
        continue;
      }
      try {
        // Who had the turn may have been given another token.
        if (hasWaited) await refresh().catch(tellStale);
        return await work();
      } finally {
        await turn.giveBack();
      }
    }
  }

  async function takeWords(words: readonly DeliveryHead[]): Promise<void> {
    const membership = knowledge.membership();
    if (membership === null) return;
    clockProblem = await vouching.take(membership, knowledge.rows(), words, Date.now());
  }
  /** What people should know of the members’ words: once, when it becomes so. */
  function tellAlone(): void {
    if (!isOpen || isClosed) return;
    const clinics = knowledge.all().flatMap((one) => (one.delivered === null ? [] : [one.organizationId]));
    const alone = vouching.toTell(clinics, Date.now());
    if (alone !== null) tellStale(alone);
    if (clockProblem !== null && !isClockTold) tellStale(clockProblem);
    isClockTold = clockProblem !== null;
  }

  /** Takes what the database has, with the keys that the vault’s log names for this machine. */
  async function takeNewest(): Promise<Changes> {
    const take = async () => {
      const { words, ...read } = await database.read();
      const changes = await knowledge.take(read, tellStale);
      await takeWords(words);
      return changes;
    };
    try {
      return await take();
    } catch (thrown) {
      const before = machine.keys;
      const next = isOfOtherKeys(thrown) ? otherKeysOf(keyFile, before) : null;
      if (next === null) throw thrown;
      machine.keys = next;
      try {
        const changes = await take();
        // The file that both kinds of keys are read from changes last: killed before, it is done again.
        cache = createCacheFile(cacheFile, next);
        keep(Date.now());
        if (unkept !== null) return changes;
        changeToKeys(keyFile, next);
        return changes;
      } catch (again) {
        if (!isOfOtherKeys(again)) throw again;
        machine.keys = before;
        throw thrown;
      }
    }
  }
  async function readOnce(): Promise<void> {
    const { changed, revoked: ended } = await takeNewest();
    readAt = Date.now();
    for (const { clinicId, provider } of ended) replaced.forget(clinicId, provider);
    // On disk before anybody is told: a revocation that was seen also holds after a crash.
    if (changed.length + ended.length > 0 || vouching.isToKeep() || unkept !== null) keep(readAt, ended.length > 0);
    for (const change of ended) {
      forget(change.clinicId, change.provider);
      tell('revoked', change);
    }
    for (const change of changed) {
      if (change.provider === 'twilio') twilios.delete(change.clinicId);
      if (change.provider === 'google') calendars.delete(change.clinicId);
      reports.loaded(change.clinicId, change.provider, change.revision);
      await tellReplaced(change);
      tell('changed', change);
    }
    if (changed.length > 0) void reports.flush();
    tellAlone();
  }

  let reading: Promise<void> | null = null;
  let isAskedAgain = false;
  /** Reads at once, or once more after the reading that is under way: that one may have begun too early. */
  async function refresh(): Promise<void> {
    if (reading !== null) {
      isAskedAgain = true;
      return reading;
    }
    reading = (async () => {
      do {
        isAskedAgain = false;
        await readOnce();
      } while (isAskedAgain && !isClosed);
    })().finally(() => {
      reading = null;
    });
    return reading;
  }
  const refreshQuietly = () => void (isClosed ? undefined : refresh().catch(tellStale));

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
      keep(readAt ?? Date.now());
      await tellReplaced({ clinicId, provider: 'google', revision: live(clinicId, 'google').revision });
      await reports.flush();
    },
    async refused(code) {
      return (await newerThan(live(clinicId, 'google'), code))?.delivered.fields ?? null;
    },
  });

  /** Told once the backend listens. */
  const toTell: unknown[] = [];
  let found = cache.read();
  if (found === 'not-ours' && machine.next) {
    const withNext = createCacheFile(cacheFile, machine.next);
    const theirs = withNext.read();
    if (typeof theirs !== 'string') {
      // The change to other keys was cut off after this file, and before that of the keys. The log named them: without
      // the database as well, no others open what is kept.
      [found, cache, machine.keys] = [theirs, withNext, machine.next];
      try {
        changeToKeys(keyFile, machine.keys);
      } catch (thrown) {
        toTell.push(thrown);
      }
    }
  }
  const seen = typeof found === 'string' ? null : found;
  if (seen !== null) {
    knowledge.remember(seen);
    database.know(seen);
    replaced.remember(seen.replaced ?? []);
    vouching.remember(seen.vouched);
  }
  if (found === 'not-ours') toTell.push(cacheFileUnusable(cacheFile, notOurs));
  try {
    await refresh();
    // Where there was one before, the disk may be full: credentials are used all the same.
    if (unkept !== null && seen === null) throw unkept;
    if (unkept !== null) toTell.push(unkept);
  } catch (thrown) {
    if (seen === null) {
      await database.close();
      throw thrown;
    }
    // What was read last, verified again as if it came from the database.
    await knowledge.take(seen, tellStale);
    await takeWords([]);
    readAt = Date.parse(seen.readAt);
    toTell.push(thrown);
  }
  for (const thrown of toTell) setImmediate(tellStale, thrown);
  const hearing = createHearing(database, refreshQuietly, limits);
  const timer = setInterval(refreshQuietly, pollMs).unref();
  reports.begin();

  let closing: Promise<void> | null = null;
  async function end(): Promise<void> {
    isClosed = true;
    clearInterval(timer);
    const underWay = async () => {
      await reading?.catch(() => undefined);
      await reports.close();
      await hearing.close();
    };
    await atMost(limits.closeMs, underWay());
    await database.close();
  }

  const receptionist: Receptionist = {
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

    async twilio(clinicId) {
      const { delivered, revision } = live(clinicId, 'twilio');
      if (delivered.choice === null) throw incomplete(clinicId, 'twilio');
      const kept = twilios.get(clinicId);
      const client =
        kept?.revision === revision
          ? kept.client
          : createTwilioClient(
              delivered.fields,
              delivered.simulated,
              () => {
                const { fields } = live(clinicId, 'twilio').delivered;
                reports.used(clinicId, 'twilio');
                // The paths of this client name its account.
                return fields.accountSid === delivered.fields.accountSid ? fields : delivered.fields;
              },
              async () => {
                const newer = await newerThan(live(clinicId, 'twilio'), '401');
                const fields = newer?.delivered.fields ?? null;
                return fields?.accountSid === delivered.fields.accountSid ? fields : null;
              },
            );
      twilios.set(clinicId, { revision, client });
      return { client: await client, from: delivered.choice };
    },

    async calendar(clinicId) {
      const { delivered, revision } = live(clinicId, 'google');
      if (delivered.choice === null || !delivered.fields.refreshToken) throw incomplete(clinicId, 'google');
      const kept = calendars.get(clinicId);
      const client =
        kept?.revision === revision ? kept.client : createCalendarClient(delivered.simulated, signInOf(clinicId));
      calendars.set(clinicId, { revision, client });
      reports.used(clinicId, 'google');
      return { calendar: (await client).calendar, calendarId: delivered.choice };
    },

    held: () =>
      knowledge.all().map(({ organizationId, provider, revision, delivered }) => ({
        clinicId: organizationId,
        provider,
        revision,
        revoked: delivered === null,
        choice: delivered?.choice ?? null,
        vouchedAt: vouching.vouchedAt(organizationId),
      })),

    on(name, listener) {
      listeners[name].add(listener);
      return () => void listeners[name].delete(listener);
    },

    close() {
      closing ??= end();
      return closing;
    },
  };
  // Nobody can have listened before.
  setImmediate(() => {
    isOpen = true;
    tellAlone();
  });
  return receptionist;
}
