import { type ComponentProps, useEffect, useRef } from 'react';
import { ErrorNotice } from './error-notice';
import classes from './focused-error.module.css';

/**
 * An error that has just come up: it takes the focus, so that its buttons are the next stop and nobody has to look for
 * it.
 */
export function FocusedError(props: Omit<ComponentProps<typeof ErrorNotice>, 'announce'>) {
  const { error } = props;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Named for the linter as for the reader: a second error in the same place is news again.
    if (error !== null) box.current?.focus();
  }, [error]);
  return (
    <div ref={box} tabIndex={-1} className={classes.error}>
      <ErrorNotice {...props} />
    </div>
  );
}
