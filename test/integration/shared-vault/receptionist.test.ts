/**
 * The whole path: a shared vault on a real PostgreSQL, two consoles, and a receptionist that texts and books with the
 * clinic's own accounts through the package, goes on when a person replaces the credentials, and stops when they are
 * revoked.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GoogleSimulator, startGoogleSimulator } from '../../../src-main/simulator/google';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { json, runCli } from '../google/cli';
import { clientFields } from '../google/clinic';
import { createProject } from './receptionist-project';

let folder: string;
let server: PostgresServer;
let twilio: TwilioSimulator;
let google: GoogleSimulator;
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-receptionist-'));
  [server, twilio, google] = await Promise.all([
    startPostgres(),
    startTwilioSimulator({ clockSpeed: 4 }),
    startGoogleSimulator(),
  ]);
});
afterAll(async () => {
  await Promise.all([server.close(), twilio.close(), google.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const origins = () => ({ VOXANNE_TWILIO_URL: twilio.origin, VOXANNE_GOOGLE_URL: google.origin });

const consoleOf =
  (name: string) =>
  async (args: string[], env: Record<string, string> = {}, person?: Parameters<typeof runCli>[3]) => {
    const ran = await runCli(at(name), [...args, '--json'], { ...origins(), ...env }, person);
    if (ran.code !== 0) throw new Error(`${args.join(' ')}: exit code ${ran.code}\n${ran.stderr}`);
    return json(ran) as Record<string, unknown>;
  };

function envFile(account: { accountSid: string; authToken: string }): string {
  const file = at(`${account.accountSid}.env`);
  writeFileSync(file, `TWILIO_ACCOUNT_SID=${account.accountSid}\nTWILIO_AUTH_TOKEN=${account.authToken}\n`);
  return file;
}
function clientFile(): string {
  const { clientId, clientSecret } = clientFields('google.full');
  const installed = { client_id: clientId, client_secret: clientSecret, project_id: 'sunrise' };
  writeFileSync(at('client.json'), JSON.stringify({ installed }));
  return at('client.json');
}

test('texts and books with the clinic’s own accounts, through a replacement, until they are revoked', async () => {
  const [first, second] = twilio.control.addAccounts(2);
  if (!first || !second) throw new Error('no accounts');
  const [anna, ben] = [consoleOf('anna'), consoleOf('ben')];
  const ofTwilio = ['--organization', 'Sunrise', '--provider', 'twilio'];

  // A shared vault, and a second console that its founder admits.
  const place = await server.newDatabase();
  writeFileSync(at('administrator.url'), place.url);
  await anna(['vault', 'provision', '--name', 'Anna', '--database-url-file', at('administrator.url')]);
  const { organization } = await anna(['organizations', 'add', 'Sunrise', '--time-zone', 'America/Los_Angeles']);
  const clinicId = String((organization as { id: string }).id);
  const { code } = await anna(['vault', 'invite', 'Ben', '--out', at('ben.invitation')]);
  const { words } = await ben(['vault', 'join', '--invitation', at('ben.invitation')], {
    VOXANNE_INVITATION_CODE: String(code),
  });
  await anna(['vault', 'admit', 'Ben', '--words', String(words)]);

  // The second console connects the clinic's own accounts.
  await ben(['credentials', 'add', ...ofTwilio, '--env-file', envFile(first)]);
  await ben(['google', 'connect', '--organization', 'Sunrise', '--client-file', clientFile()], {}, {});

  // A receptionist: the package in a project of its own, admitted by its six words.
  const project = await createProject(folder);
  const machineWords = project.command('init').trim();
  const inProject = (name: string) => path.join(project.folder, name);
  const admitted = await anna([
    ...['machines', 'add', 'Receptionist', '--public-key-file', inProject('receptionist.public.json')],
    ...['--words', machineWords, '--organizations', 'Sunrise', '--out', at('vault.json')],
  ]);
  expect(admitted.databaseUrl).not.toMatch(/:[^@/]*@/);
  expect(project.command('check', '--vault', at('vault.json'))).toMatch(/opens +2 connections/);
  const backend = await project.start({ ...origins(), VOXANNE_DATABASE_URL: String(admitted.databaseUrl) });

  try {
    let minute = 0;
    const lead = () => {
      minute += 1;
      return backend.lead({
        clinicId,
        manager: '+14155550134',
        name: 'Dana',
        phone: '+14155550177',
        startsAt: new Date(Date.UTC(2027, 0, 4, 10, minute)).toISOString(),
        minutes: 1,
      });
    };
    const sentBy = ({ accountSid }: { accountSid: string }) =>
      twilio.control.messages().filter((message) => message.accountSid === accountSid).length;

    // One text from the clinic's own number, one event in its own calendar.
    expect(await lead()).toMatchObject({ status: 201 });
    expect(twilio.control.messages()).toMatchObject([
      { accountSid: first.accountSid, from: first.phoneNumber, to: '+14155550134' },
    ]);
    const booked = google.control
      .requests()
      .filter(({ method, path: place }) => method === 'POST' && /\/events$/.test(place));
    expect(booked).toHaveLength(1);

    // Replaced in the other console: leads go on without a break, soon from the new account.
    const replaced = anna(['credentials', 'replace', ...ofTwilio, '--switch-account', '--env-file', envFile(second)]);
    let isReplaced = false;
    void replaced.finally(() => {
      isReplaced = true;
    });
    const taken: number[] = [1];
    while (sentBy(second) === 0) {
      expect(await lead()).toMatchObject({ status: 201 });
      taken.push(1);
      if (isReplaced) await replaced;
    }
    await replaced;
    expect(twilio.control.messages()).toHaveLength(taken.length);

    // Revoked: from the moment it is known nothing is sent, whoever asks, and nothing more is booked.
    await ben(['credentials', 'revoke', ...ofTwilio, '--yes']);
    await expect.poll(() => backend.said.map(({ event }) => event)).toContain('revoked');
    const before = [twilio.control.messages().length, google.control.requests().length];
    for (let again = 0; again < 3; again += 1)
      expect(await lead()).toMatchObject({ status: 409, body: { code: 'receptionist.revoked' } });
    expect([twilio.control.messages().length, google.control.requests().length]).toEqual(before);
  } finally {
    await backend.stop();
  }
  expect(backend.errors()).toBe('');

  // The console knows what the machine was given, loaded and used.
  const { machines } = await anna(['machines', 'list']);
  const [{ uses }] = machines as [{ uses: { provider: string }[] }];
  expect(uses.find(({ provider }) => provider === 'twilio')).toMatchObject({
    delivered: { revision: 3, revoked: true },
    loaded: { revision: 2 },
    lastUsedAt: expect.stringMatching(/Z$/),
    lastFailure: null,
  });
  // No secret lies in what the machine keeps, nor in what it was handed.
  const kept = ['receptionist.cache', 'receptionist.public.json'].map((name) =>
    readFileSync(inProject(name), 'latin1'),
  );
  kept.push(readFileSync(at('vault.json'), 'utf8'));
  for (const secret of [first.authToken, second.authToken]) expect(kept.join('\n')).not.toContain(secret);
  // A dozen commands of the command line, each of which derives a key from a passphrase.
}, 600_000);
