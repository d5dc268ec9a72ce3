/** The guards of checks while nobody looks. */

import type { Guard } from './guard.ts';

export const backgroundGuards: readonly Guard[] = [
  {
    promise: 'told-once',
    what: 'what was told is marked',
    file: 'src-main/background/review.ts',
    from: "if ((one.to === 'broken') === (marks.get(subject) === broken)) continue;",
    to: "if (one.to !== 'broken' && marks.get(subject) !== broken) continue;",
    test: 'test/integration/background/simulated-days.test.ts',
  },
  {
    promise: 'told-once',
    what: 'the next start tells what a kill cut off',
    file: 'src-main/background/background-checks.ts',
    from: 'const changes = owes ? await is.catchUp() : await is.tell(found);',
    to: 'const changes = await is.tell(found);',
    test: 'test/integration/background/simulated-days.test.ts',
  },
  {
    promise: 'told-once',
    what: 'a warning is told once',
    file: 'src-main/background/review.ts',
    from: '      if (told !== undefined && Math.abs(Number(told) - about) < sameEndMs) continue;\n',
    to: '',
    test: 'test/integration/background/simulated-days.test.ts',
  },
  {
    promise: 'told-once',
    what: 'few notices, and then a wait that a restart does not end',
    file: 'src-main/background/pace.ts',
    from: '  for (const ago of earlier) tell(1, elapsed() - Math.max(0, ago));\n',
    to: '',
    test: 'test/integration/background/simulated-days.test.ts',
  },
  {
    promise: 'told-once',
    what: 'a clock that jumps asks nothing more often',
    file: 'src-main/background/background-checks.ts',
    from: 'return before === undefined || clock.elapsed() - before >= shortest;',
    to: 'return true;',
    test: 'test/integration/background/simulated-days.test.ts',
  },
  {
    promise: 'told-once',
    what: 'many at once are one digest',
    file: 'src-main/background/changes.ts',
    from: 'const mostSingle = 3;',
    to: 'const mostSingle = 30_000;',
    test: 'test/unit/main/background/schedule.test.ts',
  },
  {
    promise: 'quiet',
    what: 'nothing is told in quiet hours',
    file: 'src-main/background/background-checks.ts',
    from: 'if (isQuiet(settings.quietHours, clock.now()) || !pace.mayTell()) {',
    to: 'if (!pace.mayTell()) {',
    test: 'test/integration/background/simulated-days.test.ts',
  },
  {
    promise: 'quiet',
    what: 'what still holds is told after them',
    file: 'src-main/background/background-checks.ts',
    from: '      if (found.length > 0) owes = true;\n',
    to: '',
    test: 'test/integration/background/simulated-days.test.ts',
  },
  {
    promise: 'proof',
    what: 'a state changes by proof alone',
    file: 'src-main/background/review.ts',
    from: "  if (end.kind === 'unproved') return null;\n",
    to: '',
    test: 'test/integration/background/simulated-days.test.ts',
  },
];
