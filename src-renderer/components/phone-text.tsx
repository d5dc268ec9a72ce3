import { useSyncExternalStore } from 'react';
import type { shownPhone } from '../../src-shared/messaging/shown-phone';
import classes from './phone-text.module.css';

let format: typeof shownPhone | null = null;
let loading = false;
const waiting = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  waiting.add(listener);
  if (!loading) {
    loading = true;
    void import('../../src-shared/messaging/shown-phone').then((loaded) => {
      format = loaded.shownPhone;
      for (const each of waiting) each();
    });
  }
  return () => waiting.delete(listener);
}

/** A number in national format with its country, E.164 on hover. */
export function PhoneText({ number }: { number: string }) {
  const show = useSyncExternalStore(subscribe, () => format);
  const shown = show?.(number) ?? { national: number, country: null };
  return (
    <span className={classes.phone} title={number}>
      {shown.national}
      {shown.country !== null && <span className={classes.country}> {shown.country}</span>}
    </span>
  );
}
