/**
 * Several questions in one message: the server works on the next ones while the rows of the first are taken in here.
 * Kysely waits for each answer before it sends the next question of a transaction, so they are joined into one text.
 */
import { type CompiledQuery, sql, type Transaction } from 'kysely';
import type { QueryResult } from 'pg';
import type { SharedSchema } from './shared-schema';

type Question<Row> = { compile(): CompiledQuery<Row>; execute(): Promise<Row[]> };
type Answers<Questions> = {
  [At in keyof Questions]: Questions[At] extends Question<infer Row> ? Row[] : never;
};

/** What the driver gives for a text of several statements, as Kysely knows a result: each row is the rows of one. */
export const inOneResult = <Result>(result: Result | QueryResult[]) =>
  Array.isArray(result)
    ? { command: 'SELECT' as const, rowCount: result.length, rows: result.map(({ rows }) => rows) }
    : result;

/** The rows of each question. What has most rows is best asked first. */
export async function askedAtOnce<const Questions extends readonly Question<unknown>[]>(
  tx: Transaction<SharedSchema>,
  questions: Questions,
): Promise<Answers<Questions>> {
  const compiled = questions.map((one) => one.compile());
  const answers: unknown[][] = [];
  // A text of several statements has no place for values.
  if (compiled.some(({ parameters }) => parameters.length > 0))
    for (const one of questions) answers.push(await one.execute());
  else answers.push(...(await sql.raw<unknown[]>(compiled.map((one) => one.sql).join(';\n')).execute(tx)).rows);
  return answers as Answers<Questions>;
}
