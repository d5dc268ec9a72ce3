/** What programs read of the commands of a shared vault, and of the receptionist's own: their answers, one by one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTwilioSimulator, type TwilioSimulator } from '../../../src-main/simulator/twilio';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { json, runCli } from '../google/cli';
import { createAuthority } from './authority';
import { createProject } from './receptionist-project';

let folder: string;
let server: PostgresServer;
let twilio: TwilioSimulator;
let authority: ReturnType<typeof createAuthority>;
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-commands-'));
  authority = createAuthority(at('authority'));
  writeFileSync(at('authority.pem'), authority.certificate);
  [server, twilio] = await Promise.all([
    startPostgres(authority.issue('IP:127.0.0.1,DNS:localhost', 2)),
    startTwilioSimulator(),
  ]);
});
afterAll(async () => {
  await Promise.all([server.close(), twilio.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const consoleOf =
  (name: string) =>
  async (args: string[], env: Record<string, string> = {}) => {
    const ran = await runCli(at(name), [...args, '--json'], { VOXANNE_TWILIO_URL: twilio.origin, ...env });
    if (ran.code !== 0) throw new Error(`${args.join(' ')}: exit code ${ran.code}\n${ran.stderr}`);
    const { version, ...answer } = json(ran) as Record<string, unknown>;
    expect(version, args.join(' ')).toBe(1);
    return answer;
  };

const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
const sixWords = expect.stringMatching(/^\w+(?:[ -]\w+){5}$/);
const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);

test('each command of a shared vault answers as JSON, from its making to the last removal', async () => {
  const [anna, ben, cleo] = [consoleOf('anna'), consoleOf('ben'), consoleOf('cleo')];
  const clinicOf = (answer: Record<string, unknown>) => (answer.organization as { id: string }).id;
  const [account] = twilio.control.addAccounts(1);
  if (account === undefined) throw new Error('no account');

  // Before there is one: this computer's clinics.
  const before = clinicOf(await anna(['organizations', 'add', 'Lakeside']));
  expect(await anna(['vault', 'status'])).toEqual({ place: 'this-computer' });
  const place = await server.newDatabase();
  writeFileSync(at('administrator.url'), place.url);
  const administrator = ['--database-url-file', at('administrator.url')];
  expect(await anna(['vault', 'provision', '--name', 'Anna', ...administrator])).toEqual({
    memberId: id,
    words: sixWords,
  });
  const sunrise = clinicOf(await anna(['organizations', 'add', 'Sunrise']));
  expect(await anna(['vault', 'migrate', ...administrator])).toEqual({
    from: expect.any(Number),
    to: expect.any(Number),
    minClient: expect.any(Number),
  });
  expect(await anna(['vault', 'authority', '--ca-file', at('authority.pem')])).toEqual({ authorities: 1 });

  const moved = (state: string) => ({ organizationId: before, name: 'Lakeside', state, error: null });
  expect(await anna(['vault', 'move', '--organization', 'Lakeside'])).toEqual({
    clinics: [moved('moved')],
    forgotten: 0,
  });
  expect(await anna(['vault', 'move', '--forget-local'])).toEqual({ clinics: [moved('moved-before')], forgotten: 1 });

  const ofTwilio = ['--organization', 'Sunrise', '--provider', 'twilio'];
  const [TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN] = [account.accountSid, account.authToken];
  await anna(['credentials', 'add', ...ofTwilio], { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN });

  // A member, its clinics, its lost computer.
  const join = async (invited: Record<string, unknown>, name: string, file: string) => {
    const joined = await consoleOf(name)(['vault', 'join', '--invitation', file], {
      VOXANNE_INVITATION_CODE: String(invited.code),
    });
    return String(joined.words);
  };
  const invitation = (code: unknown) => ({ memberId: id, file: at('ben.invitation'), code });
  const invited = await anna(['vault', 'invite', 'Ben', '--out', at('ben.invitation')]);
  expect(invited).toEqual(invitation(expect.any(String)));
  const words = await join(invited, 'ben', at('ben.invitation'));
  expect(await anna(['vault', 'admit', 'Ben', '--words', words])).toEqual({ memberId: id, name: 'Ben', scope: 'all' });
  expect(await ben(['organizations', 'list'])).toMatchObject({ organizations: [{}, {}] });
  const member = (name: string, scope: unknown) =>
    expect.objectContaining({ id, name, scope, admittedAt: moment, admittedBy: id });
  expect(await ben(['vault', 'status'])).toEqual({
    place: 'shared',
    server: expect.any(String),
    words: sixWords,
    member: expect.objectContaining({ name: 'Ben' }),
    members: [member('Anna', 'all'), member('Ben', 'all')],
    machines: 0,
    entries: 2,
    vaultId: id,
    problem: null,
  });
  const known = [
    {
      organizationId: sunrise,
      clinic: 'Sunrise',
      provider: 'twilio',
      keyHint: expect.stringMatching(`^Auth token .*${account.authToken.slice(-4)}$`),
    },
  ];
  expect(await anna(['vault', 'scope', 'Ben', '--clinics', 'Lakeside'])).toEqual({ changed: 'Ben', known });
  expect(await anna(['vault', 'members'])).toEqual({ members: [member('Anna', 'all'), member('Ben', [before])] });
  expect(await anna(['vault', 'scope', 'Ben', '--all'])).toEqual({ changed: 'Ben', known: [] });
  const first = await anna(['vault', 'invite-again', 'Ben', '--out', at('lost.invitation')]);
  expect(first).toEqual({ memberId: id, file: at('lost.invitation'), code: expect.any(String), known });
  // Asked again, the list is the same.
  const again = await anna(['vault', 'invite-again', 'Ben', '--out', at('again.invitation')]);
  expect(again).toEqual({ memberId: id, file: at('again.invitation'), code: expect.any(String), known });
  const newWords = await join(again, 'bens new computer', at('again.invitation'));
  await anna(['vault', 'admit', 'Ben', '--words', newWords]);
  expect(await anna(['vault', 'renew-keys', '--organizations', 'Sunrise'])).toEqual({ renewed: [sunrise] });

  // A receptionist, by its own program too.
  const project = await createProject(folder);
  const inProject = (name: string) => path.join(project.folder, name);
  const publicFile = ['--public-key-file', inProject('receptionist.public.json')];
  const machineWords = project.command('init').trim();
  expect(
    await anna([
      ...['machines', 'add', 'Receptionist', ...publicFile, '--words', machineWords],
      ...['--organizations', 'Sunrise', '--out', at('vault.json')],
    ]),
  ).toEqual({ machineId: id, name: 'Receptionist', databaseUrl: expect.any(String), file: at('vault.json') });
  project.command('check', '--vault', at('vault.json'));
  // What a timer runs vouches for it, whatever comes of the connections.
  const vouched = async () => {
    const owner = new pg.Client({ connectionString: place.url, ssl: { ca: authority.certificate } });
    await owner.connect();
    const { rows } = await owner.query('SELECT signed_at FROM voxanne.delivery_heads');
    await owner.end();
    return rows;
  };
  expect(await vouched()).toEqual([]);
  await runCli(at('anna'), ['check', '--organization', 'Sunrise', '--json'], { VOXANNE_TWILIO_URL: twilio.origin });
  expect(await vouched()).toEqual([{ signed_at: moment }]);
  const listed = /^\S{36}\ttwilio\trevision \d+\t\+\d+\n$/;
  expect(project.command('list')).toMatch(listed);
  expect(project.command('trust', '--only-ca-file', at('authority.pem'))).toBe('');
  const renewed = project.command('renew').trim();
  expect(await anna(['machines', 'renew-keys', 'Receptionist', ...publicFile, '--words', renewed])).toEqual({
    renewed: 'Receptionist',
    known,
  });
  expect(project.command('list')).toMatch(listed);
  expect(project.command('check')).toMatch(/admitted +Receptionist\nopens +1 connections/);
  expect(await anna(['machines', 'scope', 'Receptionist', '--organizations', 'Lakeside'])).toEqual({
    changed: 'Receptionist',
    known,
  });
  expect(await anna(['machines', 'remove', 'Receptionist', '--yes'])).toEqual({ removed: 'Receptionist', known: [] });
  expect(await anna(['machines', 'list'])).toEqual({ machines: [] });
  expect(await anna(['vault', 'remove', 'Ben', '--yes'])).toEqual({ removed: 'Ben', known });

  // Printed for the administrator: nothing is connected to, and nothing of it is a secret.
  const elsewhere = await server.newDatabase();
  writeFileSync(at('other.url'), elsewhere.url);
  const printed = await cleo([
    'vault',
    'provision',
    '--name',
    'Cleo',
    '--print',
    '--database-url-file',
    at('other.url'),
  ]);
  expect(printed).toEqual({ memberId: id, words: sixWords, sql: expect.stringContaining('SCRAM-SHA-256$') });
  // Two dozen commands, each of which derives a key from a passphrase.
}, 600_000);
