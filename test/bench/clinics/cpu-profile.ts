/**
 * Where the time went: with `BENCH_CPU_PROFILES` set to a folder, each part leaves a CPU profile of the page and of
 * main there, and a trace that has style, layout, painting and collections of garbage too. The developer tools of
 * Chromium open them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Opened } from './open-console';

const folder = process.env.BENCH_CPU_PROFILES;

/** Microseconds between two samples. */
const interval = 500;

declare global {
  var benchProfiler: import('node:inspector').Session | undefined;
}

const begin = async (_: unknown, every: number): Promise<void> => {
  const { Session } = process.getBuiltinModule('node:inspector');
  const session = new Session();
  globalThis.benchProfiler = session;
  session.connect();
  for (const [method, given] of [
    ['Profiler.enable', {}],
    ['Profiler.setSamplingInterval', { interval: every }],
    ['Profiler.start', {}],
  ] as const)
    await new Promise((resolve) => session.post(method, given, resolve));
};
const end = () =>
  new Promise<string>((resolve) => {
    globalThis.benchProfiler?.post('Profiler.stop', (_, told) => resolve(JSON.stringify(told.profile)));
  });

const beginTrace = async ({ contentTracing }: typeof import('electron')) =>
  contentTracing.startRecording({ included_categories: ['devtools.timeline', 'v8', 'toplevel'] });
const endTrace = async ({ contentTracing }: typeof import('electron'), file: string) => {
  await contentTracing.stopRecording(file);
};

/** Runs `work` and records a CPU profile of both processes. */
export async function profiled<T>(opened: Opened, name: string, work: () => Promise<T>): Promise<T> {
  if (folder === undefined) return work();
  mkdirSync(folder, { recursive: true });
  const page = await opened.app.context().newCDPSession(opened.window);
  await page.send('Profiler.enable');
  await page.send('Profiler.setSamplingInterval', { interval });
  await Promise.all([page.send('Profiler.start'), opened.app.evaluate(begin, interval)]);
  await opened.app.evaluate(beginTrace);
  const done = await work();
  await opened.app.evaluate(endTrace, path.resolve(folder, `${name}-trace.json`));
  const [{ profile }, main] = await Promise.all([page.send('Profiler.stop'), opened.app.evaluate(end)]);
  writeFileSync(path.join(folder, `${name}-page.cpuprofile`), JSON.stringify(profile));
  writeFileSync(path.join(folder, `${name}-main.cpuprofile`), main);
  return done;
}

/** Arguments of Node that make a command leave its profile. */
export const profileArguments = (name: string): string[] =>
  folder === undefined
    ? []
    : [
        '--cpu-prof',
        '--cpu-prof-interval',
        String(interval),
        '--cpu-prof-dir',
        folder,
        '--cpu-prof-name',
        `${name}.cpuprofile`,
      ];
