/**
 * How much of a core this run of tests can have: 1 on a quiet computer, 3 where a third is left to it. Tests whose
 * subject is the product's own deadlines stretch them by it, so that a deadline passes because of the network and not
 * because of other programs.
 */
export const pace = Number(process.env.VOXANNE_TEST_PACE ?? 1);

/** Time that passes while 300 ms of work are done, in relation to them. */
export function measurePace(): number {
  const began = performance.now();
  const usage = process.cpuUsage();
  const used = () => {
    const { user, system } = process.cpuUsage(usage);
    return (user + system) / 1000;
  };
  while (used() < 300);
  return Math.min(6, Math.max(1, Math.round((performance.now() - began) / used())));
}

/** Set-up of vitest: measured once, before the tests themselves keep the computer busy. */
export default function setup(): void {
  process.env.VOXANNE_TEST_PACE ??= String(measurePace());
}
