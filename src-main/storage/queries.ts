/**
 * Typed SQL, run synchronously. Kysely only writes the SQL here; its own drivers are asynchronous, and a transaction that waits is one that
 * something else can slip into.
 */
import type { Database, Statement } from 'better-sqlite3';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Readable, Writable } from './schema';

const builder = <Schema>() =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });

/** For SELECT: knows views, and of clinics' tables nothing. */
export const read = builder<Readable>();
/** For INSERT, UPDATE and DELETE. */
export const write = builder<Writable>();

/** A named parameter of a statement that is built once and run often. */
export const param = <T>(name: string): RawBuilder<T> => sql.raw<T>(`@${name}`);

/** Values of the named parameters. A missing one is an error of SQLite's, never a silent NULL. */
export type Parameters = Record<string, string | number | Buffer | null>;

export type Prepared<Row> = {
  get(parameters: Parameters): Row | undefined;
  all(parameters: Parameters): Row[];
  /** The number of rows that were written. */
  run(parameters: Parameters): number;
};

/** A statement that is compiled and prepared once, at its first use: start-up pays for none. */
export function prepared<Row>(database: Database, build: () => Compilable<Row>): Prepared<Row> {
  let ready: { statement: Statement<unknown[], Row>; constants: readonly unknown[] } | null = null;
  const prepare = () => {
    if (ready) return ready;
    const { sql: text, parameters } = build().compile();
    ready = { statement: database.prepare<unknown[], Row>(text), constants: parameters };
    return ready;
  };
  return {
    get(parameters) {
      const { statement, constants } = prepare();
      return statement.get(...constants, parameters);
    },
    all(parameters) {
      const { statement, constants } = prepare();
      return statement.all(...constants, parameters);
    },
    run(parameters) {
      const { statement, constants } = prepare();
      return statement.run(...constants, parameters).changes;
    },
  };
}

/** Runs a query whose shape depends on its input. Returns its rows, or none for a write. */
export function run<Row>(database: Database, query: Compilable<Row>): Row[] {
  const { sql: text, parameters } = query.compile();
  const statement = database.prepare<unknown[], Row>(text);
  if (statement.reader) return statement.all(...parameters);
  statement.run(...parameters);
  return [];
}
