import { useSyncExternalStore } from 'react';
import { shownLocale } from './shown-locale';
import { clockTime, exactTime, relativeTime } from './time-words';

const tickEvery = 30_000;
/** Until the timer runs: a drawing asks twice, and has to get one answer. */
const freshFor = 1_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

/** One timer for all times on the screen, however many rows there are. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, tickEvery);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The present time, as the times on the screen have it. */
export const useClock = (): number => useSyncExternalStore(subscribe, currentTime);

function currentTime(): number {
  if (timer === null && Math.abs(Date.now() - now) > freshFor) now = Date.now();
  return now;
}

/** `5:02 PM`, under the head of its day, with the exact time as {@link RelativeTime} has it. */
export function ClockTime({ at }: { at: string }) {
  const exact = exactTime(Date.parse(at));
  return (
    <time dateTime={at} title={exact} data-exact={exact}>
      {clockTime(Date.parse(at))}
    </time>
  );
}

type RelativeTimeProps = {
  /** ISO 8601. */
  at: string;
  /** The clinic's, where its own clock matters. */
  timeZone?: string;
  /** `5 min. ago`, for a column of a list. */
  briefly?: boolean;
  /** `5 minutes ago, 4 May 2026, 11:30:07 GMT+2`, where there is room; read without hovering. */
  isExact?: boolean;
};

/** `5 minutes ago`, with the exact time and zone on hover and for screen readers. */
export function RelativeTime({ at, timeZone, briefly = false, isExact = false }: RelativeTimeProps) {
  const clock = useClock();
  const time = Date.parse(at);
  // A new time can be later than the shared clock: it reads `just now`, not `in a minute`.
  const words = relativeTime(time, time > clock && time <= Date.now() ? time : clock, shownLocale(), briefly);
  const exact = exactTime(time, timeZone);
  if (isExact)
    return (
      <time dateTime={at}>
        {/* Long ago, the words are the date with which the exact time begins. */}
        {exact.startsWith(words) ? exact : `${words}, ${exact}`}
      </time>
    );
  return (
    <time dateTime={at} title={exact} data-exact={exact}>
      {words}
    </time>
  );
}
