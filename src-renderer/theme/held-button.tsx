import { useMergedRef } from '@mantine/hooks';
import { type ComponentProps, type MouseEvent, useReducer, useRef } from 'react';

/**
 * The element of every button. A browser takes the focus away from a button that becomes disabled, and the place of
 * whoever works by keyboard with it. So a button that has the focus then keeps it: it does nothing, says so to screen
 * readers, and is disabled once the focus has gone on.
 */
export function HeldButton({
  disabled = false,
  type = 'button',
  onClick,
  onBlur,
  ref,
  ...button
}: ComponentProps<'button'>) {
  const own = useRef<HTMLButtonElement>(null);
  const merged = useMergedRef(own, ref);
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const isHeld = disabled && own.current !== null && own.current === document.activeElement;
  const refuse = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      {...button}
      ref={merged}
      type={type}
      disabled={disabled && !isHeld}
      {...(isHeld ? { 'aria-disabled': true } : {})}
      onClick={isHeld ? refuse : onClick}
      onBlur={(event) => {
        onBlur?.(event);
        if (isHeld) renderAgain();
      }}
    />
  );
}
