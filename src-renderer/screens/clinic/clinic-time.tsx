import { useEffect, useState } from 'react';

const minute = 60_000;

/** The clinic's time zone and what its clock shows now. */
export function ClinicTime({ timeZone }: { timeZone: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 4);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      {timeZone.replaceAll('_', ' ')} · {clockOf(timeZone, now)} there now
    </>
  );
}

const clockOf = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat(undefined, { timeZone, timeStyle: 'short' }).format(at);
