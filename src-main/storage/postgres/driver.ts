/**
 * Connections to a shared vault. Everything runs in a transaction that names the clinic it is about: settings of a
 * session would reach the next one who gets its connection from a pooler.
 */
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type { Pool, PoolConfig } from 'pg';
import type { AppError } from '../../../src-shared/errors';
import { type Login, type ServerAddress, tlsOf } from '../../../src-shared/shared-vault/server-address';
import { endWhenSilent } from '../../../src-shared/shared-vault/silent-line';
import { createKeptPlans } from './kept-plans';
import { clientTooOld, schemaTooOld, serverTooOld, sharedError, sqlStateOf } from './shared-errors';
import type { SharedSchema } from './shared-schema';

export type Tx = Transaction<SharedSchema>;

/** `null`: no clinic; reading all that the member reaches. */
export type Clinic = string | null;

export type SharedDatabase = {
  /**
   * Runs `work` in one transaction, narrowed to the rows of `clinic`. Runs it again where another console stood in the
   * way, so it changes nothing but the database.
   * @throws AppError `shared-vault.*`
   */
  transaction<T>(clinic: Clinic, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** After what is under way. */
  close(): Promise<void>;
};

const text = (value: string) => value;

const [earliest, furthest] = ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];
/**
 * A time that no console writes: `infinity`, before Christ, after the year 9999. A machine or a member may have written
 * one all the same, and one row must not make everybody’s list unreadable.
 */
function otherTime(value: string): string {
  if (value.endsWith('BC') || value === '-infinity') return earliest;
  const at = new Date(value);
  return /^\d{4}-/.test(value) && !Number.isNaN(at.valueOf()) ? at.toISOString() : furthest;
}

/**
 * Rungs that were proven together follow each other. At 100,000 clinics with eight rungs this takes two thirds from the
 * time that their times take (150 for 620 ms of processor), since one text is kept and not eight; at 10,000 a quarter.
 */
let lastTime = { written: '', iso: '' };
/**
 * A time as the server writes it, which is in UTC in every transaction: `2026-11-01 09:30:00.25+00`. Cut out, and not
 * parsed, because a list of ten thousand clinics holds eighty thousand.
 */
export function isoTime(value: string): string {
  if (!value.endsWith('+00') || value[10] !== ' ' || value[4] !== '-') return otherTime(value);
  if (value === lastTime.written) return lastTime.iso;
  const milliseconds = value.slice(20, -3).slice(0, 3).padEnd(3, '0');
  const iso = `${value.slice(0, 10)}T${value.slice(11, 19)}.${milliseconds}Z`;
  lastTime = { written: value, iso };
  return iso;
}

/**
 * Rows have the same forms as SQLite's, so that both stores share the code that reads a row: times as ISO texts in UTC,
 * JSON as the text that was written, flags as 0 and 1.
 */
const forms = new Map<number, (value: string) => unknown>([
  [16, (value) => (value === 't' ? 1 : 0)],
  [20, Number],
  [114, text],
  [1184, isoTime],
]);

const connectMs = 10_000;
const statementMs = 30_000;
/** Longer than the server lets a statement run: a line that says nothing for this long is dead, in milliseconds. */
const silenceMs = 45_000;
const mostAttempts = 5;

/** All of it explicit: what is left out, the driver takes from `PG…` variables of the environment. */
export const connectionOf = (address: ServerAddress, login: Login) => ({
  host: address.host,
  port: address.port,
  database: address.database,
  user: login.user,
  password: login.password,
  ssl: tlsOf(address),
  application_name: 'voxanne',
  connectionTimeoutMillis: connectMs,
});

export async function openPool(
  address: ServerAddress,
  login: Login,
  most: number,
  quietMs: number = silenceMs,
): Promise<Pool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    ...connectionOf(address, login),
    max: most,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        forms.get(oid) ?? pg.types.getTypeParser(oid, format ?? 'text'),
    },
  } as PoolConfig);
  // An idle connection may break; the next query reports it.
  pool.on('error', () => undefined);
  // One that breaks between two statements of a transaction: the next statement is told.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    endWhenSilent(client, quietMs);
  });
  return pool;
}

/** 150014 is 15.14. */
const isSafe = (version: number) =>
  version >= 180_000 ||
  (version >= 170_006 && version < 180_000) ||
  (version >= 160_010 && version < 170_000) ||
  (version >= 150_014 && version < 160_000);

export function requireSafeServer(version: number): void {
  if (!isSafe(version)) throw serverTooOld(`${Math.floor(version / 10_000)}.${version % 10_000}`);
}

/** The newest schema that this console knows, which is also the number of the console itself. */
export const schemaVersion = 6;
/** The oldest schema that it may write to: what newer ones have is refused there, each where it is asked for. */
const oldestWritable = 1;

/** What the schema of the server means for this console. */
type Limits = {
  /** Why nothing may be written; null where it may. */
  readsOnly: AppError | null;
  /** It lacks what newer consoles use. */
  isOlder: boolean;
};

/** In every transaction: with a pooler, the next one may have another server behind it. */
async function begin(tx: Tx, clinic: Clinic): Promise<Limits> {
  const { rows } = await sql<{ server: string; version: number; min_client: number }>`
    SELECT set_config('voxanne.clinic', ${clinic ?? ''}, true),
      set_config('voxanne.across', ${clinic === null ? 'yes' : ''}, true),
      set_config('statement_timeout', ${String(statementMs)}, true),
      set_config('TimeZone', 'UTC', true),
      current_setting('server_version_num') AS server, version, min_client
    FROM voxanne.schema_meta`.execute(tx);
  const [meta] = rows;
  if (!meta) throw schemaTooOld();
  requireSafeServer(Number(meta.server));
  const readsOnly =
    meta.min_client > schemaVersion ? clientTooOld() : meta.version < oldestWritable ? schemaTooOld() : null;
  if (readsOnly !== null) await sql`SET TRANSACTION READ ONLY`.execute(tx);
  return { readsOnly, isOlder: meta.version < schemaVersion };
}

/** Something was to be written where only reading is allowed. */
const readOnlyState = '25006';
/** A table, a column or a function is not there. */
const missingStates = ['42P01', '42703', '42883'];

function limited({ readsOnly, isOlder }: Limits, thrown: unknown): unknown {
  const state = sqlStateOf(thrown);
  if (readsOnly !== null && state === readOnlyState) return readsOnly;
  return isOlder && missingStates.includes(state) ? schemaTooOld() : thrown;
}

/** Reads all clinics inside a transaction of one. */
export async function acrossClinics<T>(tx: Tx, read: () => Promise<T>): Promise<T> {
  await sql`SELECT set_config('voxanne.across', 'yes', true)`.execute(tx);
  const result = await read();
  await sql`SELECT set_config('voxanne.across', '', true)`.execute(tx);
  return result;
}

/** Runs `work` for another clinic inside a transaction. */
export async function forClinic<T>(tx: Tx, clinic: string, before: Clinic, work: () => Promise<T>): Promise<T> {
  await sql`SELECT set_config('voxanne.clinic', ${clinic}, true)`.execute(tx);
  // Where it fails, the transaction ends, and its settings with it.
  const result = await work();
  await sql`SELECT set_config('voxanne.clinic', ${before ?? ''}, true)`.execute(tx);
  return result;
}

const commitListeners = new WeakMap<Tx, (() => Promise<void>)[]>();
/** Has `work` done once the transaction is part of the vault, and not when it is undone. */
export const afterCommit = (tx: Tx, work: () => Promise<void>): void => void commitListeners.get(tx)?.push(work);

/**
 * What looks wrong may have been read just before another transaction changed it. All of it is run again, and the error
 * is told only where it stays so.
 */
export class PerhapsChangedSince extends Error {
  override readonly name = 'PerhapsChangedSince';
  readonly error: AppError;
  constructor(error: AppError) {
    super(error.message);
    this.error = error;
  }
}
/** Rows that were really put back are the same each time. */
const mostLooks = 3;

/** Another transaction came first: serialization, deadlock, or the next number of a chain was taken. */
const isRace = (thrown: unknown) => {
  const state = sqlStateOf(thrown);
  if (state === '40001' || state === '40P01') return true;
  const constraint: unknown = thrown instanceof Error ? Reflect.get(thrown, 'constraint') : undefined;
  return state === '23505' && (constraint === 'audit_log_pkey' || constraint === 'membership_log_pkey');
};

/** @param addressNow asked at each opening @param quietMs how long a server may say nothing */
export function createSharedDatabase(
  addressNow: () => ServerAddress,
  login: () => Promise<Login>,
  quietMs: number = silenceMs,
): SharedDatabase & {
  /**
   * Whoever asks next needs the login anew. What is connected with it goes once what is under way has ended: nobody
   * waits for that here.
   */
  forgetLogin(): void;
} {
  const plans = createKeptPlans();
  let opened: Promise<Kysely<SharedSchema>> | null = null;
  const database = () => {
    if (opened !== null) return opened;
    const opening = login().then((known) => {
      const address = addressNow();
      return new Kysely<SharedSchema>({
        dialect: new PostgresDialect({ pool: async () => plans.over(await openPool(address, known, 6, quietMs)) }),
      });
    });
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    opened = opening;
    return opening;
  };

  /** @param completed called when only the end of the transaction is left */
  async function once<T>(clinic: Clinic, work: (tx: Tx) => Promise<T>, completed: () => void): Promise<T> {
    const kysely = await database();
    const after: (() => Promise<void>)[] = [];
    const result = await kysely.transaction().execute(async (whole) => {
      const limits = await begin(whole, clinic);
      const tx = whole.withSchema('voxanne') as Tx;
      commitListeners.set(tx, after);
      const made = await work(tx).catch((thrown: unknown) => {
        throw limited(limits, thrown);
      });
      completed();
      return made;
    });
    for (const one of after) await one();
    return result;
  }

  async function attempts<T>(clinic: Clinic, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      let isComplete = false;
      const completed = () => {
        isComplete = true;
      };
      try {
        return await once(clinic, work, completed);
      } catch (thrown) {
        if (thrown instanceof PerhapsChangedSince) {
          if (attempt >= mostLooks) throw thrown.error;
        } else if (attempt >= mostAttempts || !(isRace(thrown) || plans.areOutdated(sqlStateOf(thrown))))
          throw sharedError(thrown, isComplete);
      }
    }
  }
  const underWay = new Set<Promise<unknown>>();
  const forgetting = new Set<Promise<void>>();
  const destroyed = async (closing: typeof opened) => (await closing?.catch(() => null))?.destroy();

  return {
    transaction(clinic, work) {
      const result = attempts(clinic, work);
      underWay.add(result);
      const ended = () => void underWay.delete(result);
      result.then(ended, ended);
      return result;
    },
    async close() {
      await Promise.allSettled(underWay);
      const closing = opened;
      opened = null;
      await Promise.allSettled([...forgetting, destroyed(closing)]);
    },
    forgetLogin() {
      const closing = opened;
      opened = null;
      const ended = Promise.allSettled(underWay)
        .then(() => destroyed(closing))
        .catch(() => undefined)
        .finally(() => forgetting.delete(ended));
      forgetting.add(ended);
    },
  };
}
