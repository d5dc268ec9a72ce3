/** All the others of a shared vault, in a process of their own: consoles that follow it, and receptionists. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readKeyFile } from '../../../src-receptionist/key-file';
import type { BenchVault } from './kept-vault';
import { machineName, machines, memberName, members } from './kept-vault';
import { machineAt, openPerson } from './people';

export type CrowdOf = Pick<BenchVault, 'folder' | 'keychains' | 'port'>;

/** Where a machine of this run finds the server. */
export function databaseUrlOfMachine({ folder, port }: Pick<CrowdOf, 'folder' | 'port'>, name: string): string {
  const url = new URL(readKeyFile(path.join(folder, 'machines', `${name}.key`)).vault?.databaseUrl ?? '');
  url.port = String(port);
  return url.href;
}

/** Everybody but Anna, Ben and the first machine, until standard input ends. Says `ready`. */
export async function serveCrowd({ folder, keychains, port }: CrowdOf): Promise<void> {
  const caches = mkdtempSync(path.join(tmpdir(), 'bench-caches-'));
  const closing: (() => Promise<void>)[] = [];
  for (let index = 2; index < members; index += 1) {
    const person = await openPerson(folder, memberName(index), keychains, port);
    person.shared.follow(
      person.local,
      () => undefined,
      async () => undefined,
    );
    closing.push(person.close);
  }
  process.stderr.write('  the receptionists\n');
  for (let index = 1; index < machines; index += 1) {
    const url = databaseUrlOfMachine({ folder, port }, machineName(index));
    const machine = await machineAt(folder, machineName(index), url, path.join(caches, `${index}.cache`));
    closing.push(() => machine.close());
  }
  process.stdout.write('ready\n');
  for await (const _ of process.stdin);
  for (const close of closing) await close();
  rmSync(caches, { recursive: true, force: true });
}
