/** The current time, updated twice a second while `ticking` is true. */
import { useEffect, useState } from 'react';

const tickEvery = 500;

/** @returns milliseconds since the epoch */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), tickEvery);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
