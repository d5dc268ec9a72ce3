import { type ReactNode, useEffect, useState } from 'react';
import classes from './busy.module.css';
import { ToneIcon } from './status-badge';

const showAfter = 300;

/** A spinner with words, shown once the work has taken long enough to be noticed. */
export function Busy({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), showAfter);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.busy} role="status" data-loading={!shown || undefined}>
      {shown && (
        <>
          <ToneIcon tone="busy" />
          <span>{children}</span>
        </>
      )}
    </div>
  );
}
