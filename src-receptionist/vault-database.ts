/** The machine’s own login to the shared vault: reads what was delivered to it, and reports. */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../src-shared/errors';
import { databasePassword } from '../src-shared/shared-vault/database-login';
import { startListening } from '../src-shared/shared-vault/listening';
import { parseDatabaseUrl, tlsOf } from '../src-shared/shared-vault/server-address';
import { cutOff, endWhenSilent } from '../src-shared/shared-vault/silent-line';
import {
  createContentsReader,
  type VaultContents,
  type VaultReading,
  versionOf,
  vouchedVersion,
} from './contents-reader';
import type { KeyFile } from './key-file';
import { atMost, type Limits, statementMs, usualLimits } from './limits';
import { databaseFull, databaseOutOfReach, loginRefused, tooManyConnections } from './receptionist-errors';
import { dropOldReports, insertReport, narrow, type Report } from './report-rows';

export type Listener = {
  /** False once it hears nothing any more. */
  hears(): Promise<boolean>;
  close(): Promise<void>;
};

export type VaultDatabase = {
  /** Everything that this machine may read. @throws AppError `receptionist.*` */
  read(): Promise<VaultReading>;
  /** What an earlier run read: of that only what changed is asked for. */
  know(contents: VaultContents): void;
  /** Those that the vault refuses for good are dropped, and keep no other from arriving. */
  report(reports: readonly Report[]): Promise<void>;
  /** What this machine reported long ago, where a newer report says the same. */
  dropOld(): Promise<void>;
  /**
   * The turn to refresh a sign-in, among all machines and consoles; null while somebody else has it.
   * On a vault that was not migrated to version 3 nobody can tell, and it is given.
   */
  takeTurn(clinicId: string, provider: string): Promise<{ giveBack(): Promise<void> } | null>;
  /** Calls `changed` when the vault says so, and `lost` when it can’t say so any more. */
  listen(changed: () => void, lost: () => void): Promise<Listener>;
  /** After what is under way, and without waiting for a line that says nothing. */
  close(): Promise<void>;
};

const readAll = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL voxanne.across = 'yes'";

/** Longer than a refresh may take. One that holds for much longer is from before the server's clock was put back. */
const takeTurn = `INSERT INTO voxanne.refresh_leases AS lease VALUES ($1, $2, $3, $4, now() + interval '60 seconds')
  ON CONFLICT (organization_id, provider) DO UPDATE
    SET holder = excluded.holder, token = excluded.token, held_until = excluded.held_until
    WHERE lease.held_until < now() OR lease.held_until > now() + interval '10 minutes'`;
const giveTurnBack = `UPDATE voxanne.refresh_leases SET held_until = now() - interval '1 second'
  WHERE organization_id = $1 AND provider = $2 AND token = $3`;
/** A table that is not there. */
const hasNoPlace = (thrown: unknown) =>
  thrown instanceof AppError && thrown.cause instanceof Error && Reflect.get(thrown.cause, 'code') === '42P01';

/** Of what the vault does not take, now or later: of a clinic that is not this machine’s any more, or is gone. */
const isNeverTaken = (thrown: unknown) =>
  thrown instanceof AppError &&
  thrown.cause instanceof Error &&
  /^(42501|2[23])/.test(String(Reflect.get(thrown.cause, 'code')));

const refusedLogin = /^28/;
const fullDisk = '53100';
function databaseError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown;
  const code: unknown = Reflect.get(thrown, 'code');
  if (code === fullDisk) return databaseFull(thrown);
  // PostgreSQL has one state for a server that is full and for a login that is.
  if (code === '53300' && thrown.message.includes('role')) return tooManyConnections(thrown);
  return typeof code === 'string' && refusedLogin.test(code) ? loginRefused(thrown) : databaseOutOfReach(thrown);
}

/** @param machine its keys at the moment of each connection: they may be exchanged meanwhile */
export function openVaultDatabase(
  databaseUrl: string,
  machine: Pick<KeyFile, 'id' | 'keys' | 'vault'>,
  limits: Limits = usualLimits,
): VaultDatabase {
  const { id } = machine;
  const { address, login } = parseDatabaseUrl(databaseUrl, machine.vault?.ca ?? null);
  const settings = {
    host: address.host,
    port: address.port,
    database: address.database,
    user: login.user,
    password: () => databasePassword(machine.keys),
    ssl: tlsOf(address),
    application_name: 'voxanne-receptionist',
    connectionTimeoutMillis: limits.connectMs,
    keepAlive: true,
  };
  /** All that are open. */
  const clients = new Set<pg.ClientBase>();
  function guard(client: pg.ClientBase): void {
    clients.add(client);
    // One that breaks between two statements of a transaction: the next statement is told.
    client.on('error', () => undefined);
    client.once('end', () => void clients.delete(client));
  }
  const pool = new pg.Pool({ ...settings, max: 2, pipeline: true });
  // An idle connection may break; the next read reports it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    guard(client);
    endWhenSilent(client, limits.silenceMs);
  });

  const begin = `BEGIN; SET LOCAL statement_timeout = ${statementMs}`;

  async function connected<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    let client: pg.PoolClient | null = null;
    try {
      client = await pool.connect();
      const result = await work(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (thrown) {
      // A connection with an unknown end is not used again.
      client?.release(true);
      throw databaseError(thrown);
    }
  }
  const transaction = <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
    connected(async (client) => {
      // Answered before anything is written: nothing is written outside of it.
      await client.query(begin);
      return work(client);
    });
  /** Sees one state of the vault. What is asked at its start goes to the server with what begins it. */
  const reading = <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
    connected(async (client) => {
      const [, result] = await Promise.all([client.query(`${begin}; ${readAll}`), work(client)]);
      return result;
    });

  const insertAll = (reports: readonly Report[]) =>
    transaction(async (client) => {
      const version = await versionOf(client);
      for (const report of reports) await insertReport(client, id, report, version);
    });
  async function reportEach(reports: readonly Report[]): Promise<void> {
    for (const report of reports)
      await insertAll([report]).catch((thrown: unknown) => {
        if (!isNeverTaken(thrown)) throw thrown;
      });
  }

  const contents = createContentsReader();
  return {
    read: () => reading((client) => contents.read(client)),
    know: (earlier) => void contents.know(earlier),
    report: (reports) =>
      insertAll(reports).catch((thrown: unknown) => {
        if (!isNeverTaken(thrown)) throw thrown;
        return reportEach(reports);
      }),
    dropOld: () =>
      transaction(async (client) => {
        if ((await versionOf(client)) < vouchedVersion) return;
        await client.query(narrow, ['voxanne.across', 'yes']);
        await dropOldReports(client);
      }),
    async takeTurn(clinicId, provider) {
      const token = randomUUID();
      const inClinic = <T>(work: (client: pg.PoolClient) => Promise<T>) =>
        transaction(async (client) => {
          await client.query(narrow, ['voxanne.clinic', clinicId]);
          return work(client);
        });
      try {
        const { rowCount } = await inClinic((client) => client.query(takeTurn, [clinicId, provider, id, token]));
        if (rowCount === 0) return null;
      } catch (thrown) {
        if (!hasNoPlace(thrown)) throw thrown;
        return { giveBack: async () => undefined };
      }
      return {
        // Where the database is away, it ends by itself.
        giveBack: () =>
          inClinic((client) => client.query(giveTurnBack, [clinicId, provider, token])).then(
            () => undefined,
            () => undefined,
          ),
      };
    },
    async listen(changed, lost) {
      const client = new pg.Client(settings);
      guard(client);
      let isClosed = false;
      const end = async () => {
        isClosed = true;
        // One that is deaf would not answer the farewell either.
        await atMost(
          limits.answerMs,
          client.end().catch(() => undefined),
        );
        cutOff(client);
      };
      try {
        await client.connect();
        endWhenSilent(client, limits.silenceMs);
        client.on('end', () => {
          if (!isClosed) lost();
        });
        const ask = await startListening(client, `voxanne_hears_${randomBytes(8).toString('hex')}`, changed);
        return {
          hears: () =>
            Promise.race([ask(randomBytes(8).toString('hex')), wait(limits.answerMs, false, { ref: false })]),
          close: end,
        };
      } catch (thrown) {
        void end();
        throw databaseError(thrown);
      }
    },
    async close() {
      await atMost(limits.closeMs, pool.end());
      for (const client of clients) cutOff(client);
    },
  };
}
