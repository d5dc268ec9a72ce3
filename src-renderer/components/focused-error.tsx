import { type ComponentProps, useEffect, useRef } from 'react';
import { ErrorNotice } from './error-notice';
import classes from './focused-error.module.css';

/**
 * An error that has just come up. It takes the focus, so that its buttons are the next stop of the Tab key.
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
