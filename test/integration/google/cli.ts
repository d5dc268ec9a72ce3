/** The command line as programs use it: over a plain terminal, with a browser elsewhere on the same computer. */
import path from 'node:path';
import { Writable } from 'node:stream';
import { runProgram } from '../../../src-main/cli/program';
import { createTerminal } from '../../../src-main/cli/terminal';
import '../../fakes/cheap-derivations';
import { type Decision, signInAtPage } from './person';

export type Ran = { code: number; stdout: string; stderr: string };

const sink = (onText: (text: string) => void = () => undefined) => {
  let all = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      all += chunk.toString();
      onText(all);
      done();
    },
  });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => all };
};

/**
 * Runs a command in the profile under `folder`, on a machine without a keychain.
 * @param person answers the page as soon as its link is printed; `follow`: the page asks nothing and leads back at once
 */
export async function runCli(
  folder: string,
  args: string[],
  env: Record<string, string>,
  person?: Decision | 'cancel' | 'follow',
): Promise<Ran> {
  const stopping = new AbortController();
  let shown: Promise<unknown> | null = null;
  const stderr = sink((text) => {
    const link = /^(http:\/\/\S+)$/m.exec(text)?.[1];
    if (link === undefined || shown !== null || person === undefined) return;
    if (person === 'cancel') shown = Promise.resolve(stopping.abort());
    else shown = person === 'follow' ? fetch(link) : signInAtPage(link, person);
  });
  const stdout = sink();
  const terminal = createTerminal({
    stdin: { isTTY: false } as NodeJS.ReadStream,
    stdout: stdout.stream,
    stderr: stderr.stream,
  });
  const all = {
    VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
    VOXANNE_PASSPHRASE: 'a passphrase for tests',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
    ...env,
  };
  const code = await runProgram(args, all, terminal, stopping.signal);
  await shown;
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

export const json = (ran: Pick<Ran, 'stdout'>) => JSON.parse(ran.stdout) as Record<string, never>;
