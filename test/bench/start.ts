/** Start and idle memory of the console beside an empty window on the same Electron. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Pair } from './measure';

const root = process.cwd();
const bench = path.join(root, 'test/bench/electron');
/** Which Electron to measure: `scripts/bench.mjs` says it. */
export const runtime = z
  .object({ executablePath: z.string(), args: z.array(z.string()), env: z.record(z.string(), z.string()) })
  .parse(JSON.parse(process.env.BENCH_RUNTIME ?? '{}'));

const told = z.object({ usableMs: z.number(), pids: z.array(z.number()) });

type Sample = { usableMs: number; megabytes: number };

/**
 * Proportional memory of the processes, in MB: shared pages count once. Linux tells it; elsewhere the figure is left
 * out.
 */
function memoryOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? Number.NaN);
    } catch {
      return Number.NaN;
    }
  });
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

function sample(
  main: string,
  selector: string,
  profileDir: string,
  settleMs: number,
  env: Record<string, string> = {},
): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const child = spawn(runtime.executablePath, [...runtime.args, bench], {
      env: {
        ...process.env,
        ...runtime.env,
        VOXANNE_PROFILE_DIR: profileDir,
        BENCH_MAIN: main,
        BENCH_SELECTOR: selector,
        BENCH_SETTLE_MS: String(settleMs),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), 180_000);
    let out = '';
    let found: Sample | null = null;
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const line = /^BENCH (.*)$/m.exec(out)?.[1];
      if (line === undefined || found !== null) return;
      const { usableMs, pids } = told.parse(JSON.parse(line));
      found = { usableMs, megabytes: memoryOf(pids) };
      child.kill('SIGTERM');
    });
    child.on('close', () => {
      clearTimeout(timer);
      if (found) resolve(found);
      else reject(new Error(`no window: ${main}`));
    });
  });
}

const consoleProgram = path.join(root, 'dist/main/main.cjs');
const emptyProgram = path.join(bench, 'empty.cjs');

/** Milliseconds until the console shows `selector`. */
export const startSample = async (profileDir: string, selector: string, env: Record<string, string>) =>
  (await sample(consoleProgram, selector, profileDir, 0, env)).usableMs;
/** The same of an empty window. */
export const emptyWindow = async (profileDir: string) => (await sample(emptyProgram, 'h1', profileDir, 0)).usableMs;

/** A profile with a few clinics, as a start on an ordinary morning finds it. */
function seed(profileDir: string): void {
  for (const name of ['Sunrise Dental', 'Harbor Pediatrics', 'North End Eye Care']) {
    execFileSync(process.execPath, [path.join(root, 'dist/main/cli.cjs'), 'organizations', 'add', name], {
      env: { ...process.env, VOXANNE_PROFILE_DIR: profileDir },
      stdio: 'ignore',
    });
  }
}

/** Starts both in turn, each with a profile that was opened once before: no first start is measured. */
export async function compareStart(runs: number): Promise<Pair[]> {
  const dirs = [
    mkdtempSync(path.join(tmpdir(), 'bench-ours-')),
    mkdtempSync(path.join(tmpdir(), 'bench-empty-')),
  ] as const;
  const ours = (settle: number) => sample(consoleProgram, '[data-clinic-row]', dirs[0], settle);
  const empty = (settle: number) => sample(emptyProgram, 'h1', dirs[1], settle);
  const start: Pair = {
    name: 'start to the list of clinics',
    beside: 'an empty Electron window',
    budget: 1.1,
    ours: [],
    theirs: [],
    unit: 'ms',
  };
  const memory: Pair = {
    name: 'idle memory',
    beside: 'an empty Electron window',
    budget: 1.12,
    ours: [],
    theirs: [],
    unit: 'MB',
  };
  try {
    seed(dirs[0]);
    for (let warm = 0; warm < 2; warm += 1) {
      await ours(500);
      await empty(500);
    }
    for (let run = 0; run < runs; run += 1) {
      start.ours.push((await ours(0)).usableMs);
      start.theirs.push((await empty(0)).usableMs);
    }
    for (let run = 0; run < Math.ceil(runs / 2); run += 1) {
      memory.ours.push((await ours(4000)).megabytes);
      memory.theirs.push((await empty(4000)).megabytes);
    }
  } finally {
    for (const dir of dirs) rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return process.platform === 'linux' ? [start, memory] : [start];
}
