/**
 * Hears that something changed in a shared vault, on a connection of its own. A connection may go deaf without a word,
 * and behind a pooler it never hears, so it is asked now and then whether it hears itself.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type AskItself, startListening } from '../../../src-shared/shared-vault/listening';
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
  let ask: AskItself;
  client.on('error', () => undefined);
  const end = () => client.end().catch(() => undefined);
  try {
    await client.connect();
    client.on('end', () => {
      if (!isClosed) lost();
    });
    ask = await startListening(client, own, heard);
  } catch (thrown) {
    isClosed = true;
    void end();
    throw thrown;
  }
  return {
    async hears() {
      const stop = new AbortController();
      const late = wait(answerMs, false, { signal: stop.signal, ref: false }).catch(() => false);
      try {
        return await Promise.race([ask(randomBytes(8).toString('hex')), late]);
      } finally {
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
