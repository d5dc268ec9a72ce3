/** Time that a test moves. Timers run in their order, each after the work of the one before it has come to rest. */
import type { Clock } from '../../src-main/background/clock';

export function createFakeClock(start: string, isAtRest: () => boolean = () => true) {
  let wall = Date.parse(start);
  let elapsed = 0;
  const timers = new Set<{ at: number; work: () => void }>();
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  async function rest(): Promise<void> {
    let quietTurns = 0;
    while (quietTurns < 12) {
      await turn();
      quietTurns = isAtRest() ? quietTurns + 1 : 0;
    }
  }
  const clock: Clock = {
    now: () => new Date(wall),
    elapsed: () => elapsed,
    after(ms, work) {
      const timer = { at: elapsed + ms, work };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    random: () => 0.5,
  };
  return {
    clock,
    rest,
    /** Lets time pass. */
    async pass(ms: number): Promise<void> {
      const until = elapsed + ms;
      await rest();
      for (;;) {
        const [next] = [...timers].toSorted((a, b) => a.at - b.at);
        if (next === undefined || next.at > until) break;
        wall += Math.max(0, next.at - elapsed);
        elapsed = Math.max(elapsed, next.at);
        timers.delete(next);
        next.work();
        await rest();
      }
      wall += until - elapsed;
      elapsed = until;
    },
    /** Sets the computer's clock; no time passes. */
    jump(ms: number): void {
      wall += ms;
    },
  };
}
