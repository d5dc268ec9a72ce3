/** How often something is told. A fault behind many connections is found over hours, since their checks are spread. */
import type { Clock } from './clock';

const hour = 3_600_000;
/** So many notices in an hour; what comes then is told together, after a wait that doubles each time, up to a day. */
const mostInAnHour = 3;
const longestWait = 24 * hour;

export type Pace = ReturnType<typeof createPace>;

/**
 * @param earlier how long ago each notice of before was told, in milliseconds, the oldest first: a restart goes on
 * where the program was ended
 */
export function createPace({ elapsed }: Pick<Clock, 'elapsed'>, earlier: readonly number[] = []) {
  let told: number[] = [];
  let waitMs = hour;
  let notBefore = Number.NEGATIVE_INFINITY;

  function tell(count: number, at: number): void {
    told = told.filter((one) => at - one < hour);
    // A wait that nothing came after.
    if (told.length === 0 && at - notBefore > hour) waitMs = hour;
    for (let one = 0; one < count; one += 1) told.push(at);
    if (told.length < mostInAnHour) return;
    told = [];
    notBefore = at + waitMs;
    waitMs = Math.min(longestWait, waitMs * 2);
  }

  // A clock that was set back makes some of them lie ahead: they count as told just now.
  for (const ago of earlier) tell(1, elapsed() - Math.max(0, ago));

  return {
    mayTell: () => elapsed() >= notBefore,
    /** @param count of notices that are told now */
    told: (count: number): void => tell(count, elapsed()),
  };
}
