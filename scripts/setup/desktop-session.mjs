// @ts-check
// A private desktop for one command: a virtual display, a message bus and an
// unlocked throwaway keychain, all under one temporary folder. The user's own
// keychain and desktop are out of reach, and nothing is left behind.

import { spawn } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './paths.mjs';
import { findProgram } from './programs.mjs';
import { capture } from './run.mjs';
import { SetupError } from './say.mjs';
import { busConfiguration, SCREEN, sessionEnvironment, sessionParent, xauthority } from './session-config.mjs';
import { endSessionProcesses } from './session-processes.mjs';

const READY_MS = 20_000;

/** @typedef {{ name: string, child: import('node:child_process').ChildProcess, output: () => string }} Service */

/**
 * Start a private session, do `work` with its environment, and end it whatever happens.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDesktopSession(work) {
  const token = crypto.randomUUID();
  const folder = fs.mkdtempSync(path.join(sessionParent(), 'voxanne-session-'));
  /** @type {Service[]} */
  const services = [];
  // Without these, Ctrl-C would end this process before it has cleaned up. The
  // command itself hears of the signal through foreground().
  const ignore = () => {};
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, ignore);
  try {
    const env = await startServices(folder, token, services);
    return await work(env);
  } finally {
    await endSessionProcesses(
      token,
      services.map((service) => service.child.pid ?? 0),
    );
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.off(signal, ignore);
  }
}

/**
 * @param {string} folder
 * @param {string} token
 * @param {Service[]} services
 */
async function startServices(folder, token, services) {
  for (const name of ['run', 'data', 'config', 'cache', 'state'])
    fs.mkdirSync(path.join(folder, name), { mode: 0o700 });
  fs.writeFileSync(path.join(folder, 'xauthority'), xauthority(crypto.randomBytes(16)), { mode: 0o600 });
  const env = sessionEnvironment(process.env, { folder, token, display: '', cacheDir: cacheFolder() });

  // Without -noreset it begins anew when its last program ends, and drops one that is just being let in.
  const display = service(
    services,
    'Xvfb',
    ['-displayfd', '3', '-noreset', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', env.XAUTHORITY ?? ''],
    env,
    true,
  );
  fs.writeFileSync(path.join(folder, 'bus.conf'), busConfiguration(path.join(folder, 'bus')));
  const bus = service(
    services,
    'dbus-daemon',
    ['--config-file', path.join(folder, 'bus.conf'), '--nofork', '--nopidfile'],
    env,
  );

  env.DISPLAY = `:${await displayNumber(display)}`;
  await until(bus, async () => fs.existsSync(path.join(folder, 'bus')));
  const keyring = service(services, 'gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], env);
  // An empty password would make a keychain that is stored in the clear.
  keyring.child.stdin?.end(crypto.randomBytes(16).toString('hex'));
  await until(keyring, () => ownsSecrets(env));
  return env;
}

/**
 * Start a helper in a process group of its own (Ctrl-C at the terminal must not
 * end it before the command), tied to this process where the system can do that.
 * @param {Service[]} services
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} [displayPipe]
 * @returns {Service}
 */
function service(services, name, args, env, displayPipe = false) {
  const program = findProgram(name);
  if (!program) throw new SetupError(`${name} is missing. Run npm run setup, then the same command again.`);
  const tied = findProgram('setpriv');
  const command = tied ? [tied, '--pdeathsig', 'TERM', program, ...args] : [program, ...args];
  const child = spawn(command[0] ?? program, command.slice(1), {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', displayPipe ? 'pipe' : 'ignore'],
  });
  let output = '';
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk.toString()).slice(-2000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.stdin?.on('error', () => {});
  child.on('error', (error) => keep(Buffer.from(error.message)));
  const started = { name, child, output: () => output.trim().split('\n').at(-1) ?? '' };
  services.push(started);
  return started;
}

/** @param {Service} display */
async function displayNumber(display) {
  let text = '';
  const pipe = /** @type {import('node:stream').Readable} */ (display.child.stdio[3]);
  pipe.on('data', (chunk) => {
    text += chunk;
  });
  await until(display, async () => text.includes('\n'));
  return text.trim();
}

/** @param {NodeJS.ProcessEnv} env */
async function ownsSecrets(env) {
  const reply = await capture(
    findProgram('dbus-send') ?? 'dbus-send',
    [
      '--session',
      '--print-reply=literal',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      'string:org.freedesktop.secrets',
    ],
    { env, timeoutMs: 5000 },
  );
  return reply.stdout.includes('true');
}

/**
 * @param {Service} waitedFor
 * @param {() => Promise<boolean>} ready
 */
async function until(waitedFor, ready) {
  const deadline = Date.now() + READY_MS;
  while (!(await ready())) {
    const ended = waitedFor.child.exitCode !== null || waitedFor.child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      throw new SetupError(
        `The private desktop session could not start ${waitedFor.name}: ${waitedFor.output() || 'no reason given'}`,
      );
    }
    await sleep(30);
  }
}
