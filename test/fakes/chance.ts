/**
 * Chance that can be repeated: `VOXANNE_SEED=n` gives the same numbers again. Without it there is a seed of its own for
 * each run, which is printed.
 */
import { chanceOf } from '../../src-main/simulator/twilio/ids';

/** @returns a number from 0 up to, not including, 1: the next of each kind */
export function seededChance(name: string): (kind: string) => number {
  const seed = Number(process.env.VOXANNE_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.info(`${name}: VOXANNE_SEED=${seed}`);
  const drawn = new Map<string, number>();
  return (kind) => {
    const before = drawn.get(kind) ?? 0;
    drawn.set(kind, before + 1);
    return chanceOf(seed, kind, before);
  };
}
