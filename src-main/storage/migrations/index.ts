/** The migrations in their order. A released one is never edited: the next change of the schema is the next file. */
import type { Database } from 'better-sqlite3';
import { up as initial } from './0001-initial';
import { up as signInsAndTests } from './0002-sign-ins-and-tests';

/** Brings a database from the version before to `version`, inside a transaction that the runner holds. */
export type Migration = { version: number; name: string; up: (database: Database) => void };

export const migrations: readonly Migration[] = [
  { version: 1, name: 'initial', up: initial },
  { version: 2, name: 'sign-ins-and-tests', up: signInsAndTests },
];
