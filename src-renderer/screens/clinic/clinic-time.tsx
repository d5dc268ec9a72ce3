import { useEffect, useState } from 'react';
import { canonicalTimeZone } from '../../../src-shared/organizations/time-zone';
import { t } from '../../../src-shared/texts/translate';
import { shownLocale } from '../../components/shown-locale';

const minute = 60_000;

/** The clinic's time zone and what its clock shows now. */
export function ClinicTime({ timeZone }: { timeZone: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute / 4);
    return () => clearInterval(timer);
  }, []);
  const zone = canonicalTimeZone(timeZone);
  if (zone === null)
    return <>{t('“{timeZone}” can’t be used as a time zone: choose “Edit clinic” and pick one', { timeZone })}</>;
  return <>{t('{timeZone} · {time} there now', { timeZone: zone.replaceAll('_', ' '), time: clockOf(zone, now) })}</>;
}

const clockOf = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat(shownLocale(), { timeZone, timeStyle: 'short' }).format(at);
