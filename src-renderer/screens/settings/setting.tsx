import type { ReactNode } from 'react';
import classes from './settings-screen.module.css';

/** One thing that can be set: its name, what it means, and the control. */
export function Setting({ label, help, children }: { label: string; help: string; children: ReactNode }) {
  return (
    <div className={classes.setting}>
      <div className={classes.words}>
        <p className={classes.label}>{label}</p>
        <p className={classes.help}>{help}</p>
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  );
}
