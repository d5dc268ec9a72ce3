/** A console’s command line, with a profile of its own and a passphrase in the place of a keychain. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { signInAtPage } from '../../../test/integration/google/person';

export function consoleAt(checkout: string, folder: string, simulators: Record<string, string>) {
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
    VOXANNE_PASSPHRASE: 'a passphrase for practice',
    // No keychain of the person who practises.
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    ...simulators,
  };

  /** @param told hears what it says on standard error */
  function command(args: readonly string[], told: (text: string) => void = () => undefined): Promise<string> {
    const program = path.join(checkout, 'dist/main/cli.cjs');
    const child = spawn(process.execPath, ['--', program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
      told(errors);
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        if (code === 0) resolve(out);
        else reject(new Error(`voxanne-console --cli ${args.join(' ')} ended with ${code}:\n${errors}${out}`));
      });
    });
  }
  const json = async (args: readonly string[], told?: (text: string) => void) =>
    JSON.parse(await command([...args, '--json'], told)) as Record<string, unknown>;

  return {
    run: (...args: string[]) => json(args),
    print: (...args: string[]) => command(args),
    /** A person opens the link that it prints, and allows what the page asks. */
    signIn(...args: string[]) {
      let isOpened = false;
      return json(args, (text) => {
        const link = /^(http:\/\/\S+)$/m.exec(text)?.[1];
        if (link === undefined || isOpened) return;
        isOpened = true;
        void signInAtPage(link);
      });
    },
  };
}
