/** `Check all` in the window and on the command line, beside a bare loop of requests of the same concurrency. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { startTwilioSimulator } from '../../../src-main/simulator/twilio';
import { type Figure, figure } from '../figures';
import type { Pair } from '../measure';
import { blocksDuring, memoryOf } from './blocks';
import { profileArguments } from './cpu-profile';
import type { Opened } from './open-console';
import type { BenchProfile } from './profiles';

const latencyMs = 50;
const concurrency = 24;
/** Long enough for a rate, and short enough for a hundred thousand clinics. */
const longestMs = 60_000;

export type Server = {
  origin: string;
  requests(): Promise<number>;
  accountSid: string;
  authToken: string;
  close(): void;
};

/** The program of the server's process: what the console does must not slow the answers. */
export async function serveTwilio(told: string): Promise<void> {
  const simulator = await startTwilioSimulator({ latencyMs });
  const [first] = simulator.control.addAccounts(Number(told));
  process.stdout.write(`${JSON.stringify({ origin: simulator.origin, ...first })}\n`);
  process.stdin.on('data', () => process.stdout.write(`${simulator.control.requestCount()}\n`));
  await once(process.stdin, 'end');
  await simulator.close();
}

export async function startTwilioServer(accounts: number): Promise<Server> {
  const server = spawn(process.execPath, process.argv.slice(1, 2), {
    env: { ...process.env, BENCH_TWILIO: String(accounts) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = async () => String((await once(server.stdout, 'data'))[0]).trim();
  const { origin, accountSid, authToken } = JSON.parse(await line()) as Omit<Server, 'requests' | 'close'>;
  const requests = async () => {
    server.stdin.write('?');
    return Number(await line());
  };
  return { origin, accountSid, authToken, requests, close: () => server.stdin.end() };
}

/** Requests a second of a loop that does nothing else. */
async function bareRate({ origin, accountSid, authToken }: Server, forMs: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const url = `${origin}/2010-04-01/Accounts/${accountSid}.json`;
  const ask = () =>
    new Promise<void>((resolve, reject) => {
      get(url, { agent, headers: { authorization } }, (answer) => answer.resume().on('end', resolve)).on(
        'error',
        reject,
      );
    });
  const end = performance.now() + forMs;
  let asked = 0;
  const loop = async () => {
    for (; performance.now() < end; asked += 1) await ask();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, loop));
  agent.destroy();
  return (asked * 1000) / (performance.now() - start);
}

/** Requests a second from the first one to the last: what comes before and after is not what is compared. */
async function rateOf(server: Server, until: Promise<unknown>): Promise<{ rate: number; firstMs: number }> {
  const [before, start] = [await server.requests(), performance.now()];
  let first: { at: number; count: number } | null = null;
  let last = { at: start, count: before };
  let isOver = false;
  const over = until.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const count = await server.requests();
    const at = performance.now();
    if (count > before) first ??= { at, count };
    if (count > last.count) last = { at, count };
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 25))]);
  }
  await over;
  if (first === null) return { rate: Number.NaN, firstMs: Number.NaN };
  return { rate: ((last.count - first.count) * 1000) / (last.at - first.at), firstMs: first.at - start };
}

/** In the page itself and without its accessibility tree, which takes the page longer than what is measured. */
const button = (text: string) =>
  `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === '${text}')`;
const until = (window: Page, seen: string, longest: number) =>
  window.evaluate(
    async ([look, limit]) => {
      const isSeen = new Function(`return ${look}`) as () => boolean;
      for (const start = performance.now(); !isSeen() && performance.now() - start < Number(limit); )
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    [seen, longest] as const,
  );
const press = (window: Page, text: string) =>
  window.evaluate((look) => (new Function(`return ${look}`)() as HTMLButtonElement | undefined)?.click(), button(text));

async function checkInWindow({ window }: Opened): Promise<void> {
  await press(window, 'Check all now');
  await until(window, `${button('Cancel')} !== undefined`, longestMs);
  await until(window, `${button('Cancel')} === undefined`, longestMs);
  await press(window, 'Cancel');
  await until(window, `${button('Cancel')} === undefined`, longestMs);
}

/** `check --all` until it ends, or for as long as the window had. */
async function checkByCommand({ profileDir, clinics }: BenchProfile, server: Server): Promise<void> {
  const program = path.resolve('dist/main/cli.cjs');
  const child = spawn(
    process.execPath,
    [...profileArguments(`command-${clinics}`), program, 'check', '--all', '--json'],
    {
      env: { ...process.env, VOXANNE_PROFILE_DIR: profileDir, VOXANNE_TWILIO_URL: server.origin },
      stdio: 'ignore',
    },
  );
  const timer = setTimeout(() => child.kill('SIGTERM'), longestMs);
  await once(child, 'close');
  clearTimeout(timer);
}

/** The rate of the window beside the bare loop, with memory and blocks. */
export async function checkAllInWindow(
  opened: Opened,
  { clinics }: BenchProfile,
  server: Server,
): Promise<{ pair: Pair; figures: Figure[] }> {
  const size = `${clinics.toLocaleString('en')} clinics`;
  const idle = await memoryOf(opened);
  const bare = await bareRate(server, 8_000);
  let [rate, firstMs] = [Number.NaN, Number.NaN];
  const blocks = await blocksDuring(opened, async () => {
    ({ rate, firstMs } = await rateOf(server, checkInWindow(opened)));
  });
  const after = await memoryOf(opened);
  return {
    pair: {
      name: `Check all, ${size}`,
      beside: `a bare loop, ${concurrency} at a time, ${latencyMs} ms away`,
      // Time for each request: the rates the other way round.
      budget: 1 / 0.9,
      ours: [1000 / rate],
      theirs: [1000 / bare],
      unit: 'ms a request',
    },
    figures: [
      figure(`Check all until its first request, ${size}`, [firstMs], 'ms', null),
      figure(`memory of the page after it beside idle, ${size}`, [after.page / idle.page], 'times', 1.5),
      figure(`memory of main after it beside idle, ${size}`, [after.main / idle.main], 'times', 1.5),
      figure(`longest block of the page in it, ${size}`, [blocks.page], 'ms', 50),
      figure(`longest block of main in it, ${size}`, [blocks.main], 'ms', 50),
      figure(`the same of a process that does nothing, ${size}`, [blocks.none], 'ms', null),
    ],
  };
}

export async function checkAllByCommand(
  profile: BenchProfile,
  server: Server,
): Promise<{ pair: Pair; figures: Figure[] }> {
  const bare = await bareRate(server, 8_000);
  const { rate, firstMs } = await rateOf(server, checkByCommand(profile, server));
  const size = `${profile.clinics.toLocaleString('en')} clinics`;
  return {
    pair: {
      name: `check --all, ${size}`,
      beside: 'a bare loop as for the window',
      budget: 1 / 0.9,
      ours: [1000 / rate],
      theirs: [1000 / bare],
      unit: 'ms a request',
    },
    figures: [figure(`check --all until its first request, ${size}`, [firstMs], 'ms', null)],
  };
}
