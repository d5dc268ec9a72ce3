import { Button, type ButtonProps } from '@mantine/core';
import { type MouseEvent, useEffect, useState } from 'react';
import { ToneIcon } from './status-badge';

type BusyButtonProps = ButtonProps & {
  busy: boolean;
  /** The label while it works: `Saving…`. */
  busyLabel: string;
  type?: 'button' | 'submit';
  form?: string;
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
export function BusyButton({ busy, busyLabel, onClick, children, leftSection, ...button }: BusyButtonProps) {
  const saysSo = useLasting(busy);
  const click = (event: MouseEvent) => {
    if (busy) event.preventDefault();
    else onClick?.();
  };
  return (
    <Button
      {...button}
      aria-disabled={busy || undefined}
      leftSection={saysSo ? <ToneIcon tone="busy" /> : leftSection}
      onClick={click}
    >
      {saysSo ? busyLabel : children}
    </Button>
  );
}
