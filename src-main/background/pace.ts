/** How often something is told. A fault behind many connections is found over hours, since their checks are spread. */
import type { Clock } from './clock';

const hour = 3_600_000;
/** So many notices in an hour; what comes then is told together, after a wait that doubles each time, up to a day. */
const mostInAnHour = 3;
const longestWait = 24 * hour;

export function createPace({ elapsed }: Pick<Clock, 'elapsed'>) {
  let told: number[] = [];
  let waitMs = hour;
  let notBefore = 0;
  return {
    mayTell: () => elapsed() >= notBefore,
    /** @param count of notices that are told now */
    told(count: number): void {
      const now = elapsed();
      told = told.filter((at) => now - at < hour);
      // A wait that nothing came after.
      if (count === 0 && told.length === 0 && now - notBefore > hour) waitMs = hour;
      for (let one = 0; one < count; one += 1) told.push(now);
      if (told.length < mostInAnHour) return;
      told = [];
      notBefore = now + waitMs;
      waitMs = Math.min(longestWait, waitMs * 2);
    },
  };
}
