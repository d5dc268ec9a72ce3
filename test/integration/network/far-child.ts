/**
 * Inside the network namespace of `far.test.ts`: asks every provider over a line with 600 ms to the round trip, by the
 * console's own clients and by a command. Argument: the version of IP that is swallowed, 0 for none. Prints what came
 * of it as JSON.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { runProgram } from '../../../src-main/cli/program';
import { createTerminal } from '../../../src-main/cli/terminal';
import { createWorkspaceNetwork } from '../../../src-main/network/workspace-network';
import { createGoogleClients } from '../../../src-main/providers/google/google-clients';
import { createSystemRoutes } from '../../../src-main/providers/http/system-route';
import { createStripeApiFactory } from '../../../src-main/providers/stripe/stripe-clients';
import { createTwilioApiFactory, twilioCredentials } from '../../../src-main/providers/twilio/twilio-client';
import { practiceStripeKeys } from '../../../src-main/simulator/stripe';
import { practiceScenarios } from '../../../src-main/simulator/twilio';
import { startClinicNetwork } from './clinic-network';
import { farAddresses, openFarLine } from './far-line';

const signal = new AbortController().signal;
const codeOf = (thrown: { data?: { code?: string } }) => thrown.data?.code ?? String(thrown);

async function connectMs(host: string): Promise<number> {
  const began = performance.now();
  const socket = connect(443, host);
  await once(socket, 'connect');
  socket.destroy();
  return performance.now() - began;
}

async function main(swallowed: number): Promise<void> {
  const closeLine = openFarLine(swallowed);
  const clinic = await startClinicNetwork({ host: '::', port: 443 });
  const hosts = path.join(clinic.folder, 'hosts');
  writeFileSync(hosts, farAddresses.map((address) => `${address} ${clinic.names.join(' ')}\n`).join(''));
  execFileSync('mount', ['--bind', hosts, '/etc/hosts']);
  const fields = practiceScenarios().credentials.find(({ id }) => id === 'credentials.full')?.fields ?? {};
  const envFile = path.join(clinic.folder, '.env');
  writeFileSync(
    envFile,
    `TWILIO_ACCOUNT_SID=${fields.accountSid}\nTWILIO_AUTH_TOKEN=${fields.authToken}\n` +
      'TWILIO_PHONE_NUMBER=+12125550123\nTEST_PHONE_NUMBER=+15105550100\n',
  );
  const profileDir = path.join(clinic.folder, 'profile');
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: clinic.folder,
    VOXANNE_PROFILE_DIR: profileDir,
    NODE_EXTRA_CA_CERTS: clinic.companyFile,
  };
  const network = createWorkspaceNetwork({
    profileDir,
    env,
    system: createSystemRoutes(env),
    secrets: async () => null,
    publish: () => undefined,
    now: () => new Date(),
  });
  const options = { redirect: null, network };
  const reachable = farAddresses.filter((address) => swallowed !== (address.includes(':') ? 6 : 4));
  const secretKey = practiceStripeKeys()[0]?.fields.secretKey ?? '';

  let stdout = '';
  const sink = (take: (text: string) => void) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        take(chunk.toString());
        done();
      },
    }) as unknown as NodeJS.WriteStream;
  const terminal = createTerminal({
    stdin: Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.ReadStream,
    stdout: sink((text) => {
      stdout += text;
    }),
    stderr: sink((text) => process.stderr.write(text)),
  });

  const [connected, twilio, google, stripe, command] = await Promise.all([
    Promise.all(reachable.map(connectMs)),
    createTwilioApiFactory(options)(twilioCredentials('auth-token', fields))
      .fetchAccount(signal)
      .then(({ status }) => status, codeOf),
    createGoogleClients(options)
      .oauth.probeClient(
        { clientId: '1-x.apps.googleusercontent.com', clientSecret: 'GOCSPX-of-a-clinic-0000000' },
        signal,
      )
      .then(() => 'asked', codeOf),
    createStripeApiFactory(options)(secretKey)
      .fetchAccount(signal)
      .then(() => 'asked', codeOf),
    runProgram(['sms-test', '--env-file', envFile, '--only', 'account,phone-number', '--json'], env, terminal, signal),
  ]);
  const outcomes = (JSON.parse(stdout) as { steps: { outcome: string }[] }).steps.map(({ outcome }) => outcome);
  console.log(JSON.stringify({ connected, twilio, google, stripe, command, outcomes }));
  closeLine();
  await clinic.close();
  process.exit(0);
}

void main(Number(process.argv[2] ?? 0));
