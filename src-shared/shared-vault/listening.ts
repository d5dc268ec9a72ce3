/** What consoles and machines have in common at the connection on which a shared vault says that something changed. */
import { changedChannel } from './changed-channel';

/** What is needed of the driver's client. */
type Client = {
  query(sql: string, values?: unknown[]): Promise<unknown>;
  on(event: 'notification', listener: (message: { channel: string; payload?: string | undefined }) => void): unknown;
};

/** Asks whether the connection hears itself; false where it can't even say something. Waits as long as it is deaf. */
export type AskItself = (id: string) => Promise<boolean>;

/**
 * Listens on a connected client. A connection may go deaf without a word, and behind a pooler it never hears.
 * @param ownChannel a name that nobody else has
 */
export async function startListening(client: Client, ownChannel: string, heard: () => void): Promise<AskItself> {
  let answered: ((id: string) => void) | null = null;
  client.on('notification', ({ channel, payload }) => {
    if (channel === ownChannel) answered?.(payload ?? '');
    else heard();
  });
  await client.query(`LISTEN ${changedChannel}; LISTEN ${ownChannel}`);
  return async (id) => {
    const itself = new Promise<boolean>((resolve) => {
      answered = (payload) => payload === id && resolve(true);
    });
    return client.query('SELECT pg_notify($1, $2)', [ownChannel, id]).then(
      () => itself,
      () => false,
    );
  };
}
