/** A sign-in on a server: the browser is on another computer, and its answer is pasted back. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from '../../../src-main/cli/program';
import { createTerminal } from '../../../src-main/cli/terminal';
import { type GoogleSimulator, startGoogleSimulator } from '../../../src-main/simulator/google';
import { json, runCli } from './cli';
import { clientFields } from './clinic';
import { answerPage } from './person';

let folder: string;
let simulator: GoogleSimulator;
let env: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-ssh-'));
  simulator = await startGoogleSimulator();
  const { clientId = '', clientSecret = '' } = clientFields('google.full');
  env = {
    VOXANNE_GOOGLE_URL: simulator.origin,
    GOOGLE_CLIENT_ID: clientId,
    GOOGLE_CLIENT_SECRET: clientSecret,
    SSH_CONNECTION: '203.0.113.7 50022 198.51.100.4 22',
    USER: 'office',
  };
  await runCli(folder, ['organizations', 'add', 'Sunrise', '--time-zone', 'America/Los_Angeles'], env);
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `google connect` at a terminal. @param person is told the link, and types */
async function connectAtTerminal(
  person: (link: string, type: (keys: string) => void, asked: (times: number) => Promise<void>) => Promise<void>,
) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let shown = '';
  let acting: Promise<void> | null = null;
  const asked = async (times: number) =>
    void (await expect.poll(() => shown.match(/nothing is shown/g)?.length, { timeout: 60_000 }).toBe(times));
  stderr.on('data', (text: Buffer) => {
    shown += text.toString();
    const link = /^(http:\/\/\S+)$/m.exec(shown)?.[1];
    if (acting === null && link !== undefined && shown.includes('nothing is shown'))
      acting = person(link, (keys) => void stdin.write(keys), asked);
  });
  const terminal = createTerminal({ stdin, stdout, stderr } as unknown as Parameters<typeof createTerminal>[0]);
  const all = {
    VOXANNE_PROFILE_DIR: path.join(folder, 'profile'),
    VOXANNE_PASSPHRASE: 'a passphrase for tests',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere',
    ...env,
  };
  const args = ['google', 'connect', '--organization', 'Sunrise'];
  const code = await runProgram(args, all, terminal, new AbortController().signal);
  await acting;
  return { code, shown };
}

test('the tunnel is spelled out, and the pasted address of the failed page finishes the sign-in', async () => {
  const { code, shown } = await connectAtTerminal(async (link, type, asked) => {
    const answer = await answerPage(link);
    if (!('location' in answer)) throw new Error(answer.error);
    type('https://example.com/?code=4/other\r');
    await asked(2);
    type(`${answer.location.replace(/state=[^&]+/, 'state=another')}\r`);
    await asked(3);
    type(`${answer.location}\r`);
  });
  expect(shown).toMatch(/ssh -N -L (\d+):127\.0\.0\.1:\1 office@198\.51\.100\.4/);
  expect(shown.match(/That is not the answer of this sign-in/g)).toHaveLength(2);
  expect(shown).not.toMatch(/4\/other|state=another/);
  expect(code).toBe(0);
});

test('Ctrl-C at the question ends the sign-in with 130, and nothing is stored', async () => {
  const { code } = await connectAtTerminal(async (_link, type) => type('\u0003'));
  expect(code).toBe(130);
  const list = await runCli(folder, ['credentials', 'list', '--organization', 'Sunrise', '--json'], env);
  expect(json(list)).toMatchObject({ credentials: [] });
});

test('without a terminal only the tunnel is named, and nobody is asked', async () => {
  const ran = await runCli(folder, ['google', 'connect', '--organization', 'Sunrise'], env, {});
  expect(ran.code).toBe(0);
  expect(ran.stderr).toContain('ssh -N -L');
  expect(ran.stderr).not.toContain('nothing is shown');
});
