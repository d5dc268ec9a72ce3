import { Button, type ButtonProps } from '@mantine/core';
import { type MouseEvent, useEffect, useState } from 'react';
import classes from './busy-button.module.css';
import { ToneIcon } from './status-badge';

type BusyButtonProps = ButtonProps & {
  busy: boolean;
  /** The label while it works: `Saving…`. */
  busyLabel: string;
  /** It keeps its width while it works: both labels have room in it, and no sign joins them. */
  steady?: boolean;
  type?: 'button' | 'submit';
  form?: string;
  title?: string;
  'aria-describedby'?: string;
  onClick?: () => void;
};

const worthSaying = 300;

/** True once `on` has lasted long enough to be read. A label that is visible for an instant only disturbs. */
function useLasting(on: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), worthSaying);
    return () => clearTimeout(timer);
  }, [on]);
  return on && lasting;
}

/** A button with a label for its work. It keeps the focus while it works; a disabled button would lose it. */
export function BusyButton({
  busy,
  busyLabel,
  steady = false,
  onClick,
  children,
  leftSection,
  ...button
}: BusyButtonProps) {
  const saysSo = useLasting(busy);
  const click = (event: MouseEvent) => {
    if (busy) event.preventDefault();
    else onClick?.();
  };
  return (
    <Button
      {...button}
      aria-disabled={busy || undefined}
      leftSection={saysSo && !steady ? <ToneIcon tone="busy" /> : leftSection}
      onClick={click}
    >
      {steady ? (
        <span className={classes.steady}>
          <span>{saysSo ? busyLabel : children}</span>
          <span className={classes.room} data-words={saysSo ? children : busyLabel} aria-hidden />
        </span>
      ) : saysSo ? (
        busyLabel
      ) : (
        children
      )}
    </Button>
  );
}
