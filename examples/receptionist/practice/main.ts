/**
 * The stage for the example: a PostgreSQL server, a console, a machine, and simulated accounts. What a backend itself
 * needs is in `server.mjs`, beside this folder. Started by `npm run example`.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installTarball } from '../../../scripts/package/receptionist.mjs';
import { practiceSignInClients, startGoogleSimulator } from '../../../src-main/simulator/google';
import { startTwilioSimulator } from '../../../src-main/simulator/twilio';
import { startPostgres } from '../../../test/fakes/postgres-server';
import { startBackend } from './backend';
import { consoleAt } from './console';

const say = (text: string) => void process.stdout.write(`${text}\n`);
let steps = 0;
const step = (text: string) => {
  steps += 1;
  say(`\n${steps}. ${text}`);
};

const [checkout = '', folder = '', tarball = '', node = ''] = process.argv.slice(2);
const at = (name: string) => path.join(folder, name);

const [server, twilio, google] = await Promise.all([
  startPostgres(),
  startTwilioSimulator({ clockSpeed: 20 }),
  startGoogleSimulator(),
]);
const simulators = { VOXANNE_TWILIO_URL: twilio.origin, VOXANNE_GOOGLE_URL: google.origin };
let stopBackend: () => Promise<void> = async () => undefined;

try {
  const { url, host, port, database } = await server.newDatabase();
  step(`A PostgreSQL server of its own runs at ${host}:${port}. Twilio and Google are simulated on this computer.`);

  const [first, second] = twilio.control.addAccounts(2);
  if (!first || !second) throw new Error('The simulator has no accounts.');
  const anna = consoleAt(checkout, at('console'), simulators);
  writeFileSync(at('administrator.url'), url, { mode: 0o600 });
  await anna.run('vault', 'provision', '--name', 'Anna', '--database-url-file', at('administrator.url'));
  const added = await anna.run('organizations', 'add', 'Sunrise Dental', '--time-zone', 'America/Los_Angeles');
  const clinicId = (added.organization as { id: string }).id;
  step(`Anna’s console made a shared vault in the database “${database}”, and the clinic Sunrise Dental in it.`);

  const ofTwilio = ['--organization', 'Sunrise Dental', '--provider', 'twilio'];
  const envFile = ({ accountSid, authToken }: typeof first) => {
    writeFileSync(at('.env'), `TWILIO_ACCOUNT_SID=${accountSid}\nTWILIO_AUTH_TOKEN=${authToken}\n`, { mode: 0o600 });
    return ['--env-file', at('.env')];
  };
  await anna.run('credentials', 'add', ...ofTwilio, ...envFile(first));
  const client = practiceSignInClients().find(({ id }) => id === 'google.full')?.fields;
  const installed = { client_id: client?.clientId, client_secret: client?.clientSecret, project_id: 'sunrise' };
  writeFileSync(at('client.json'), JSON.stringify({ installed }), { mode: 0o600 });
  await anna.signIn('google', 'connect', '--organization', 'Sunrise Dental', '--client-file', at('client.json'));
  step('Anna connected the clinic’s own Twilio account and Google Calendar. Both were proven before they were saved.');

  const project = at('backend');
  mkdirSync(project);
  installTarball(tarball, project);
  for (const file of ['server.mjs', 'package.json'])
    copyFileSync(path.join(checkout, 'examples/receptionist', file), path.join(project, file));
  const backend = startBackend(node, project, simulators);
  stopBackend = backend.stop;
  const words = backend.command('init').trim();
  const publicKeys = ['--public-key-file', path.join(project, 'receptionist.public.json'), '--words', words];
  const clinics = ['--organizations', 'Sunrise Dental', '--out', path.join(project, 'vault.json')];
  const admitted = await anna.run('machines', 'add', 'Receptionist', ...publicKeys, ...clinics);
  const checked = backend.command('check', '--vault', 'vault.json').trim();
  step(`The backend made its keys, which stay on its machine. Anna compared these six words and admitted it:`);
  say(`     ${words}\n   It has no password for the database. This is what “check” says:`);
  say(checked.replace(/^/gm, '     '));

  const databaseUrl = String(admitted.databaseUrl);
  await backend.start(databaseUrl);
  const lead = (name: string, hour: number) =>
    backend.lead({
      clinicId,
      manager: '+14155550134',
      name,
      phone: '+14155550177',
      startsAt: new Date(Date.UTC(2030, 0, 7, hour)).toISOString(),
    });
  const sentBy = ({ accountSid }: typeof first) =>
    twilio.control.messages().filter((message) => message.accountSid === accountSid);
  const booked = () =>
    google.control.requests().filter(({ method, path: place }) => method === 'POST' && /\/events$/.test(place)).length;

  const taken = await lead('Dana', 17);
  const [text] = sentBy(first);
  if (taken.status !== 201 || text === undefined || booked() !== 1) throw new Error(JSON.stringify(taken));
  step('A lead called. The backend booked the appointment in the clinic’s calendar, and texted its manager:');
  say(`     from ${text.from} to ${text.to}: ${text.body}`);

  await anna.run('credentials', 'replace', ...ofTwilio, '--switch-account', ...envFile(second));
  await backend.heard('changed');
  const after = await lead('Eli', 18);
  if (after.status !== 201 || sentBy(second).length !== 1) throw new Error(JSON.stringify(after));
  step('Anna replaced the Twilio account. The backend heard of it, was not restarted, and texted the next lead');
  say(`   from the new account’s number ${second.phoneNumber}.`);

  // Slow enough to be caught in the middle.
  twilio.control.setLatency(1_000);
  const [asked, textsBefore] = [twilio.control.requestCount(), twilio.control.messages().length];
  const inFlight = lead('Gil', 20);
  while (twilio.control.requestCount() === asked) await new Promise((resolve) => setImmediate(resolve));
  const ended = backend.stop();
  const finished = await inFlight;
  await ended;
  twilio.control.setLatency(0);
  if (finished.status !== 201 || twilio.control.messages().length !== textsBefore + 1)
    throw new Error(JSON.stringify(finished));
  await backend.start(databaseUrl);
  step(
    'The backend was told to end (SIGTERM) while Twilio had not answered yet: it finished that lead, with one text,',
  );
  say('   and was started again.');

  await anna.run('credentials', 'revoke', ...ofTwilio, '--yes');
  await backend.heard('revoked');
  const [texts, events] = [twilio.control.messages().length, booked()];
  const refused = await lead('Fay', 19);
  if (refused.status !== 409 || twilio.control.messages().length !== texts || booked() !== events)
    throw new Error(JSON.stringify(refused));
  step('Anna revoked the Twilio credentials. The next lead is refused, nothing was texted and nothing was booked:');
  say(`     ${String(refused.body.code)}: ${String(refused.body.message)}`);

  await backend.stop();
  step('What Anna’s console knows of the receptionist now (“machines list”):');
  say((await anna.print('machines', 'list')).trim().replace(/^/gm, '     '));
  say('\nDone. Everything was on this computer, and is thrown away.');
} finally {
  await stopBackend();
  await Promise.all([server.close(), twilio.close(), google.close()]);
}
