/** The commands that there are, as the completion of a shell knows them. */
import { runCli } from '../google/cli';

/** Each command that does something, with the words that can follow it. */
export async function commandsIn(folder: string): Promise<Map<string, string[]>> {
  const { stdout } = await runCli(folder, ['completion', 'bash'], {});
  const all = new Map(
    [...stdout.matchAll(/^ {4}'(.*)'\) words='(.*)' ;;$/gm)].map(([, at = '', words = '']) => [at, words.split(' ')]),
  );
  const isGroup = (at: string) => at === '' || [...all.keys()].some((other) => other.startsWith(`${at} `));
  return new Map([...all].filter(([at]) => !isGroup(at)));
}
