/**
 * Lets the server keep its plans of what is asked again and again: to plan a question about one clinic takes longer
 * than to answer it. A plan belongs to a connection, so it is kept only where nobody stands in between: behind a
 * pooler, the next transaction may be on a connection that does not have it.
 */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { inOneResult } from './asked-at-once';

/** Of each connection. A longer text lists many values, and hardly ever comes again. */
const mostTexts = 200;
const longestText = 4_000;

/** No statement of this name, another one of this name, or one whose answer a migration has changed. */
const outdatedStates = ['26000', '42P05', '0A000'];

/** A pooler greets with a number of its own, and not with that of the connection behind it. */
async function isDirect(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0] !== undefined && rows[0].pid === Reflect.get(client, 'processID');
}

/** Of one database, whatever its connections are at a time. */
export function createKeptPlans() {
  let isOn = true;
  let hasNamed = false;
  const clients = new WeakMap<PoolClient, PostgresPoolClient>();

  async function naming(client: PoolClient): Promise<PostgresPoolClient> {
    const isOwn = await isDirect(client);
    /** Texts that were asked, with their names from the second time on. */
    const names = new Map<string, string | null>();
    let named = 0;
    function nameOf(text: string): string | null {
      if (!isOn || !isOwn || text.length > longestText) return null;
      const known = names.get(text);
      if (known === undefined && names.size >= mostTexts) return null;
      if (known === null) named += 1;
      const name = known === undefined ? null : (known ?? `voxanne_${named}`);
      names.set(text, name);
      return name;
    }
    function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
    function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
    function query(asked: unknown, values: readonly unknown[] = []): unknown {
      // Nothing opens a cursor here.
      const text = String(asked);
      // What has no values is short, or reads all that there is.
      const name = values.length === 0 ? null : nameOf(text);
      if (name === null) return client.query(text, [...values]).then(inOneResult);
      hasNamed = true;
      return client.query({ name, text, values: [...values] });
    }
    return { query, release: () => client.release() };
  }

  return {
    /** The same connections, whose servers keep plans. */
    over: (pool: Pool): PostgresPool => ({
      async connect() {
        const client = await pool.connect();
        const known = clients.get(client);
        if (known !== undefined) return known;
        try {
          const made = await naming(client);
          clients.set(client, made);
          return made;
        } catch (thrown) {
          client.release(true);
          throw thrown;
        }
      },
      end: () => pool.end(),
    }),
    /**
     * Whether a transaction may have failed because of a kept plan, by the state of its error. None is used from then
     * on, so the transaction can be run again.
     */
    areOutdated(state: string): boolean {
      if (!hasNamed || !outdatedStates.includes(state)) return false;
      // Several connections may have such plans, each in a transaction of its own.
      isOn = false;
      return true;
    },
  };
}
