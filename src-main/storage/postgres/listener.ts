/**
 * Hears that something changed in a shared vault, on a connection of its own. A connection may go deaf without a word,
 * and behind a pooler it never hears, so it is asked now and then whether it hears itself.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { changedChannel } from '../../../src-shared/shared-vault/changed-channel';
import type { Login, ServerAddress } from '../../../src-shared/shared-vault/server-address';
import { connectionOf } from './driver';

export type Listener = {
  /** False once it hears nothing any more. */
  hears(): Promise<boolean>;
  close(): Promise<void>;
};

const answerMs = 5_000;

/**
 * @param heard somebody changed something
 * @param lost the connection has ended
 * @throws what the driver throws
 */
export async function listenTo(
  address: ServerAddress,
  login: Login,
  heard: () => void,
  lost: () => void,
): Promise<Listener> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    ...connectionOf(address, login),
    keepAlive: true,
  });
  const own = `voxanne_hears_${randomBytes(8).toString('hex')}`;
  let isClosed = false;
  let answered: ((id: string) => void) | null = null;
  client.on('error', () => undefined);
  const end = () => client.end().catch(() => undefined);
  try {
    await client.connect();
    client.on('notification', ({ channel, payload }) => {
      if (channel === own) answered?.(payload ?? '');
      else heard();
    });
    client.on('end', () => {
      if (!isClosed) lost();
    });
    await client.query(`LISTEN ${changedChannel}; LISTEN ${own}`);
  } catch (thrown) {
    isClosed = true;
    void end();
    throw thrown;
  }
  return {
    async hears() {
      const id = randomBytes(8).toString('hex');
      const stop = new AbortController();
      const itself = new Promise<boolean>((resolve) => {
        answered = (payload) => payload === id && resolve(true);
      });
      const late = wait(answerMs, false, { signal: stop.signal, ref: false }).catch(() => false);
      try {
        const asked = client.query('SELECT pg_notify($1, $2)', [own, id]).then(
          () => itself,
          () => false,
        );
        return await Promise.race([asked, late]);
      } finally {
        answered = null;
        stop.abort();
      }
    },
    async close() {
      isClosed = true;
      // One that is deaf would not answer the farewell either.
      await Promise.race([end(), wait(answerMs, undefined, { ref: false })]);
    },
  };
}
