/** The processes of `child.ts`, and how each kill of them comes about. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';

type Name = 'done' | 'revoked' | 'intended' | 'started' | 'state';
type Line = { done?: number; revoked?: number; intended?: string; state?: unknown; started?: boolean } & {
  steps: number;
  ms: number;
};

/** What is killed: the lines that it says, again and again or once, and the one after which a kill by time waits. */
export type Work = { what: string; lines: readonly Name[]; from?: Name };
/** What one round of it takes. */
type Round = { steps: number; ms: number };
type Kill = { killAt: Name | number } | { afterMs: number };

const allOf = (name: Name, lines: Line[]) => lines.filter((line) => line[name] !== undefined);

/**
 * @param kills how many kills a work gets
 * @param chance a number from 0 up to 1
 */
export function killableChild(bundle: string, kills: number, chance: () => number) {
  /** A child at work: its lines so far, and its end. */
  function start(what: string, dir: string, killAt: Name | number = 0) {
    const args = [bundle, what, join(dir, 'profile'), join(dir, 'keychain'), String(killAt)];
    const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    const lines = (): Line[] =>
      out
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    const waiting: { isThere: (said: Line[]) => boolean; resolve: () => void }[] = [];
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      for (const { isThere, resolve } of waiting) if (isThere(lines())) resolve();
    });
    child.stderr?.on('data', (chunk) => (errors += chunk));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    return {
      ended,
      lines,
      errors: () => errors,
      /** Waits until this was said, or until it has ended. */
      said: (isThere: (said: Line[]) => boolean) =>
        Promise.race([ended, new Promise<void>((resolve) => waiting.push({ isThere, resolve }))]),
      async kill() {
        child.kill('SIGKILL');
        await ended;
        expect(errors).toBe('');
        return lines();
      },
      /** It kills itself. */
      async dies() {
        await ended;
        expect([child.signalCode, errors]).toEqual(['SIGKILL', '']);
        return lines();
      },
    };
  }

  /** A round of the work, from its first line to the next that ends one. */
  async function measure({ what, lines, from }: Work, dir: string): Promise<Round> {
    const last = lines.at(-1) ?? 'state';
    const child = start(what, dir);
    const isLoop = from === last;
    await child.said((said) => allOf(last, said).length > (isLoop ? 1 : 0));
    const said = await child.kill();
    const ends = allOf(last, said);
    const begun = from === undefined ? 0 : (allOf(from, said)[0]?.ms ?? 0);
    return { steps: ends[0]?.steps ?? 0, ms: (ends.at(isLoop ? 1 : 0)?.ms ?? 0) - begun };
  }

  /**
   * The kill of one turn. One of six hits right after a line was said, so that each state is there on any computer.
   * Half hit the steps of a round, from the first to the last. The others hit any moment, also inside SQLite.
   */
  function killOf(kill: number, { lines }: Work, round: Round): Kill {
    const [turn, kind] = [Math.floor(kill / 6), kill % 6];
    if (kind === 0) return { killAt: lines[turn % lines.length] ?? 'state' };
    if (kind % 2 === 0) return { afterMs: chance() * round.ms * 1.1 };
    const step = turn * 3 + (kind - 1) / 2;
    return { killAt: 1 + Math.floor((round.steps * step) / (kills / 2)) };
  }

  async function killed(kill: number, work: Work, round: Round, dir: string): Promise<Line[]> {
    const when = killOf(kill, work, round);
    if ('killAt' in when) return start(work.what, dir, when.killAt).dies();
    const child = start(work.what, dir);
    const { from } = work;
    if (from !== undefined && chance() >= 0.02) await child.said((said) => allOf(from, said).length > 0);
    await wait(when.afterMs);
    return child.kill();
  }

  return { start, measure, killed };
}
