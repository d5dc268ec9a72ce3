/**
 * Several questions in one message, whose answers come as columns. The server works on the next answer while one is
 * taken in here; Kysely waits for each before it sends the next question of a transaction, so the questions are joined
 * into one text. And the driver makes a text of each value of each row, which takes longer than all the rest: of a
 * column, which comes as one list in JSON, it makes one.
 */
import { on } from 'node:events';
import { CompiledQuery, type Expression, type PostgresCursor, sql, type Transaction } from 'kysely';
import type { Query as Asked } from 'pg';
import type { SharedSchema } from './shared-schema';
import { isoTime } from './times';

/** How the values of a column are sent and read, so that rows have the same forms as SQLite's. */
type Form = 'as it is' | 'json' | 'time' | 'flag';
type Forms = Readonly<Record<string, Form>>;
/** A list in JSON of each column; `null` where there are no rows. */
type Answer = Readonly<Record<string, string | null>>;
type Query<Row> = Expression<Row> & { compile(): CompiledQuery<Row> };
type Question<Taken> = {
  readonly query: Query<unknown>;
  readonly forms: Forms;
  fromColumns(answer: Answer): Taken;
  fromRows(rows: readonly unknown[]): Taken;
};
type Taken<Questions> = {
  [At in keyof Questions]: Questions[At] extends Question<infer Of> ? Of : never;
};

function valuesOf(column: string, form: Form): readonly unknown[] {
  const values: unknown[] = JSON.parse(column);
  if (form === 'time') return values.map((value) => (typeof value === 'string' ? isoTime(value) : value));
  if (form === 'flag') return values.map((value) => (value === true ? 1 : 0));
  return values;
}

/** Reads its values in the columns when it is asked for them: to copy them takes three times as long. */
class RowOfColumns {
  readonly #columns: readonly (readonly unknown[])[];
  readonly #at: number;
  constructor(columns: readonly (readonly unknown[])[], at: number) {
    this.#columns = columns;
    this.#at = at;
  }
  static value(row: RowOfColumns, column: number): unknown {
    return row.#columns[column]?.[row.#at];
  }
}

/** What answers of one kind have. Made once. */
export function columnsOf<Name extends string>(forms: Readonly<Record<Name, Form>>) {
  const names = Object.keys(forms) as Name[];
  const Row = class extends RowOfColumns {};
  for (const [column, name] of names.entries())
    Object.defineProperty(Row.prototype, name, {
      get(this: RowOfColumns) {
        return RowOfColumns.value(this, column);
      },
    });
  function* rows(answer: Answer): Generator<RowOfColumns> {
    const columns = names.map((name) => valuesOf(answer[name] ?? '[]', forms[name]));
    for (let at = 0; at < (columns[0]?.length ?? 0); at += 1) yield new Row(columns, at);
  }
  return { names, forms, rows };
}

/**
 * @param take gets the rows as soon as they are there, while the server works on what is asked for next; to be read by
 *   name: they may have no properties of their own
 */
export const question = <Row, Of>(
  query: Query<Row>,
  { forms, rows }: ReturnType<typeof columnsOf<keyof Row & string>>,
  take: (rows: Iterable<Readonly<Row>>) => Of,
): Question<Of> => ({
  query,
  forms,
  fromColumns: (answer) => take(rows(answer) as Iterable<unknown> as Iterable<Row>),
  fromRows: (read) => take(read as readonly Row[]),
});

/** One row: of each column all that the rows have there. JSON is sent as a text: readers want what was written. */
function inColumns({ query, forms }: Question<unknown>) {
  const columns = Object.entries(forms).map(([name, form]) => {
    const value = form === 'json' ? sql`${sql.ref(name)}::text` : sql.ref(name);
    return sql`json_agg(${value}) as ${sql.id(name)}`;
  });
  return sql<Answer>`select ${sql.join(columns)} from ${query} as asked`;
}

/** The rows of all statements of a text, each once it is there: what Kysely knows as a cursor. */
export class RowsAsTheyCome<Row> implements PostgresCursor<Row> {
  readonly text: string;
  #rows: AsyncIterator<unknown[]> | null = null;
  constructor(text: string) {
    this.text = text;
  }
  /** @param query of the text, before it is asked */
  of(query: Asked): Asked {
    // One that fails when nobody reads it any more.
    query.on('error', () => undefined);
    this.#rows = on(query, 'row', { close: ['end'] });
    return query;
  }
  async read(): Promise<Row[]> {
    const next = await this.#rows?.next();
    return next === undefined || next.done ? [] : [next.value[0] as Row];
  }
  async close(): Promise<void> {
    await this.#rows?.return?.();
  }
}

/** What was taken of each answer. What has most rows is best asked first. */
export async function askedAtOnce<const Questions extends readonly Question<unknown>[]>(
  tx: Transaction<SharedSchema>,
  questions: Questions,
): Promise<Taken<Questions>> {
  const taken: unknown[] = [];
  const compiled = questions.map(({ query }) => query.compile());
  // A text of several statements has no place for values. What names clinics has few rows, and columns save nothing.
  if (compiled.some(({ parameters }) => parameters.length > 0))
    for (const [at, one] of compiled.entries()) taken.push(questions[at]?.fromRows((await tx.executeQuery(one)).rows));
  else {
    const text = questions.map((one) => inColumns(one).compile(tx).sql).join(';\n');
    const answers = tx.getExecutor().stream(CompiledQuery.raw(text) as CompiledQuery<Answer>, 1);
    for await (const { rows } of answers)
      for (const answer of rows) taken.push(questions[taken.length]?.fromColumns(answer));
  }
  return taken as Taken<Questions>;
}
