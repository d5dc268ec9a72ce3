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
    // Depends on the error: another error in the same place takes the focus again.
    if (error !== null) box.current?.focus();
  }, [error]);
  return (
    <div ref={box} tabIndex={-1} className={classes.error}>
      <ErrorNotice {...props} />
    </div>
  );
}
