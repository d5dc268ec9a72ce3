/**
 * Typed SQL, run synchronously. Kysely only writes the SQL here; its own drivers are asynchronous, and other statements
 * could run inside a transaction that waits.
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

/** For SELECT: on views, not on clinics' tables. */
export const read = builder<Readable>();
/** For INSERT, UPDATE and DELETE. */
export const write = builder<Writable>();

type Value = string | number | Buffer | null;

/** The named parameters of a statement, each with the type of its value. */
export type Params<P> = { readonly [Name in keyof P]: RawBuilder<P[Name]> };

/** Refuses to compile where the names of the parameters are not given. */
type Named<P> = string extends keyof P ? ['name each parameter and its type'] : [];

/** Parameters to build a statement with: `params<{ id: string }>()` has an `id` that only fits where a text does. */
export const params = <P extends Record<string, Value>>(..._named: Named<P>): Params<P> =>
  new Proxy({} as Params<P>, { get: (_target, name) => sql.raw(`@${String(name)}`) });

/** For a statement without any. */
export const noParams = params<Record<never, Value>>();

/** The parameters named `columns`, as a row to insert or to set. */
export const pick = <P, Name extends keyof P>(given: Params<P>, columns: readonly Name[]): Pick<Params<P>, Name> =>
  Object.fromEntries(columns.map((column) => [column, given[column]])) as Pick<Params<P>, Name>;

export type PreparedRead<Row, P> = {
  get(values: P): Row | undefined;
  all(values: P): Row[];
};
export type PreparedWrite<P> = {
  /** The number of rows that were written. */
  run(values: P): number;
};

/** A SELECT that is compiled and prepared at its first use, not at the start. */
export function preparedRead<Row, P extends Record<string, Value>>(
  database: Database,
  given: Params<P>,
  build: (given: Params<P>) => Compilable<Row>,
): PreparedRead<Row, P> {
  const ready = lazily(database, () => build(given));
  return {
    get: (values) => ready((statement, constants) => statement.get(...constants, values)),
    all: (values) => ready((statement, constants) => statement.all(...constants, values)),
  };
}

/** The same for a statement that writes. */
export function preparedWrite<P extends Record<string, Value>>(
  database: Database,
  given: Params<P>,
  build: (given: Params<P>) => Compilable<unknown>,
): PreparedWrite<P> {
  const ready = lazily(database, () => build(given));
  return { run: (values) => ready((statement, constants) => statement.run(...constants, values).changes) };
}

function lazily<Row>(database: Database, build: () => Compilable<Row>) {
  let made: { statement: Statement<unknown[], Row>; constants: readonly unknown[] } | null = null;
  return <T>(use: (statement: Statement<unknown[], Row>, constants: readonly unknown[]) => T): T => {
    if (!made) {
      const { sql: text, parameters } = build().compile();
      made = { statement: database.prepare<unknown[], Row>(text), constants: parameters };
    }
    const { statement, constants } = made;
    return timed(database, statement.source, () => use(statement, constants));
  };
}

/** Runs a query whose shape depends on its input. Returns its rows, or none for a write. */
export function run<Row>(database: Database, query: Compilable<Row>): Row[] {
  const { sql: text, parameters } = query.compile();
  const statement = database.prepare<unknown[], Row>(text);
  return timed(database, text, () => {
    if (statement.reader) return statement.all(...parameters);
    statement.run(...parameters);
    return [];
  });
}

/** Statements slower than this are reported, in milliseconds. The window waits for each. */
const slowMs = 200;

/** Called for a slow statement with its SQL, which holds parameter names and no values. */
export type SlowQuery = (text: string, milliseconds: number) => void;
const slowQueries = new WeakMap<Database, SlowQuery>();

export const reportSlowQueries = (database: Database, told: SlowQuery) => void slowQueries.set(database, told);

function timed<T>(database: Database, text: string, work: () => T): T {
  const start = performance.now();
  try {
    return work();
  } finally {
    const took = performance.now() - start;
    if (took > slowMs) slowQueries.get(database)?.(text, took);
  }
}
