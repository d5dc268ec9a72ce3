import { useEffect, useRef } from 'react';

/** Longer than a closed dialog takes to fade, and to give the focus back to the button that opened it. */
const settledMs = 300;

/**
 * Takes up the focus when what had it went away with what was done: the button `Admit` of somebody who is a member now.
 * A person who clicked beside everything keeps no focus, and is left alone.
 * @param target what has it then
 */
export function useLostFocus(target: () => HTMLElement | null): void {
  const last = useRef<Element | null>(null);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const newest = useRef(target);
  newest.current = target;
  useEffect(() => {
    const remember = ({ target: focused }: FocusEvent) => {
      last.current = focused instanceof Element ? focused : null;
    };
    const waiting = timers.current;
    document.addEventListener('focusin', remember);
    return () => {
      document.removeEventListener('focusin', remember);
      for (const timer of waiting) clearTimeout(timer);
    };
  }, []);
  // After each drawing, any of which may have taken it away.
  useEffect(() => {
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      const isLost = document.activeElement === document.body && last.current?.isConnected === false;
      if (isLost) newest.current()?.focus({ preventScroll: true });
    }, settledMs);
    timers.current.add(timer);
  });
}

export const pageTitle = () => document.getElementById('page-title');
