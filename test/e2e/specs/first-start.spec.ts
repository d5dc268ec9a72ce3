/**
 * Two programs that are started at the same instant, on a profile that nobody has opened before: as an impatient double
 * click does.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import Database from 'better-sqlite3';
import { resolveElectron } from '../../../scripts/setup/runtime.mjs';
import { ConsolePage, databaseOf, expect, root, seedClinic, startKeyring, test } from '../driver';

type Program = {
  child: ChildProcess;
  ended: Promise<number | null> /** Where its window can be driven from; null for one that ended without a window. */;
  address: Promise<string | null>;
};

/** Starts the program as a double click does, and lets its window be driven, should it open one. */
function startProgram(env: Record<string, string>): Program {
  const runtime = resolveElectron();
  const child = spawn(runtime.executablePath, [...runtime.args, root, '--remote-debugging-port=0'], {
    cwd: root,
    env: { ...process.env, ...runtime.env, ...env },
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const listening = new Promise<string>((resolve) => {
    let said = '';
    child.stderr.on('data', (piece) => {
      said += String(piece);
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
  });
  return { child, ended, address: Promise.race([listening, ended.then(() => null)]) };
}

test('one opens its window, the other hands over to it and ends; there is one key, and nothing went wrong', async ({
  profileDir,
}) => {
  const keyring = await startKeyring();
  const programs: Program[] = [];
  let browser: Browser | null = null;
  try {
    const env = { ...keyring.env, VOXANNE_PROFILE_DIR: profileDir };
    programs.push(startProgram(env), startProgram(env));
    const first = await Promise.race(programs.map(async (program) => ({ program, code: await program.ended })));
    expect(first.code).toBe(0);
    const winner = programs.find((program) => program !== first.program);
    browser = await chromium.connectOverCDP((await winner?.address) ?? '');
    const pages = () => browser?.contexts().flatMap((context) => context.pages()) ?? [];
    await expect.poll(() => pages().length).toBe(1);
    const [window] = pages();
    if (window === undefined) throw new Error('no window');
    await new ConsolePage(window).button('Set up a clinic').waitFor();
    await seedClinic(window, { name: 'Sunrise Dental', account: null });

    const database = new Database(databaseOf(profileDir), { readonly: true });
    const keys = database
      .prepare<[], { key_id: string; settled: number }>(
        'SELECT key_id, check_value IS NOT NULL AS settled FROM vault_key',
      )
      .all();
    database.close();
    expect(keys).toMatchObject([{ settled: 1 }]);
    expect(Object.keys(keyring.keys())).toEqual([`master-key ${keys[0]?.key_id}`]);
    const logs = path.join(profileDir, 'logs');
    const log = existsSync(logs)
      ? readdirSync(logs)
          .map((name) => readFileSync(path.join(logs, name), 'utf8'))
          .join('')
      : '';
    expect(log).not.toMatch(/ (error|warn) /);
    expect(winner?.child.exitCode).toBeNull();
    winner?.child.kill('SIGTERM');
    expect(await winner?.ended).toBe(0);
  } finally {
    await browser?.close().catch(() => undefined);
    for (const { child, ended } of programs) {
      child.kill('SIGKILL');
      await ended;
    }
    await keyring.close();
  }
});
