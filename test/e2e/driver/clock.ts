/** Time that passes when a test says so, in the main process and in the page. */
import type { Console } from './launch';

/**
 * Moves the date and the time of day forward, in the whole console and for as long as it runs. Timers are left alone:
 * `hurryTimer` is for them.
 * @param hours more than the last call said
 */
export async function moveClock({ app, window }: Console, hours: number): Promise<void> {
  const move = (ahead: number) => {
    const clock = globalThis as unknown as { dateBeforeMoves?: DateConstructor };
    const Real = clock.dateBeforeMoves ?? Date;
    clock.dateBeforeMoves = Real;
    const now = () => Real.now() + ahead;
    globalThis.Date = new Proxy(Real, {
      construct: (target, args, newTarget) =>
        args.length === 0
          ? Reflect.construct(target, [now()], newTarget)
          : (Reflect.construct(target, args, newTarget) as Date),
      apply: () => new Real(now()).toString(),
      get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
    });
  };
  const ahead = hours * 3_600_000;
  // As text: it is run in two other programs, and again in each page that is loaded later.
  const script = `(${String(move)})(${ahead})`;
  await app.evaluate((_electron, code) => void new Function(code)(), script);
  await window.addInitScript(script);
  await window.evaluate(move, ahead);
}

/**
 * Takes the place of the main process's clock for the timers of this length, in milliseconds: those that are set from
 * here on.
 * @returns lets their time pass at once
 */
export async function hurryTimer({ app }: Console, length: number): Promise<() => Promise<void>> {
  await app.evaluate((_electron, held) => {
    const { setTimeout: real } = globalThis;
    const waiting: (() => void)[] = [];
    Object.assign(globalThis, {
      heldTimers: waiting,
      setTimeout: Object.assign((run: () => void, delay?: number, ...rest: []) => {
        if (delay === held) waiting.push(run);
        return real(run, delay, ...rest);
      }, real),
    });
  }, length);
  return () =>
    app.evaluate(() => {
      for (const run of (globalThis as unknown as { heldTimers: (() => void)[] }).heldTimers.splice(0)) run();
    });
}
