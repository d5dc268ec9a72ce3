/** Lines to a server that swallow everything: what is asked on one would wait for ever. */

type Line = { setTimeout(ms: number, silent: () => void): unknown; destroy(error: Error): unknown };
const isLine = (value: unknown): value is Line =>
  typeof value === 'object' && value !== null && 'setTimeout' in value && 'destroy' in value;

/** The line of a client of the driver; null before it connects. */
function lineOf(client: object): Line | null {
  const stream: unknown = Reflect.get(Reflect.get(client, 'connection') ?? {}, 'stream');
  return isLine(stream) ? stream : null;
}

/** Ends a client of the driver once its line said nothing for `ms` milliseconds. */
export function endWhenSilent(client: object, ms: number): void {
  const line = lineOf(client);
  line?.setTimeout(ms, () => line.destroy(new Error('timeout expired')));
}

/** Without a farewell, which nobody may answer. */
export const cutOff = (client: object): void => void lineOf(client)?.destroy(new Error('closed'));
