import { useLayoutEffect, useRef } from 'react';
import { dialogs, openDialog } from './open-dialog';

/** Longer than a closed dialog takes to fade, and to give the focus back to the button that opened it. */
const settledMs = 300;

/** Who looks after the focus, the nearest last: a part of a screen before the screen, and that before the window. */
const asked: object[] = [];

/**
 * Takes up the focus when what had it went away with what was done: the button `Admit` of somebody who is a member now.
 * Who else wants it comes first: a dialog that closes gives it back a moment after what had it in the dialog is gone.
 * Where it does not, because it was closed before the focus had come into it, what had it before the dialog gets it.
 * A person who clicked beside everything keeps no focus, and is left alone.
 * @param target what has it then, while no dialog is open: the focus stays in one that is
 * @param asLast only where nobody else looks after it
 */
export function useLostFocus(target: () => HTMLElement | null, { asLast = false } = {}): void {
  const newest = useRef(target);
  newest.current = target;
  useLayoutEffect(() => {
    const me = {};
    if (asLast) asked.unshift(me);
    else asked.push(me);
    let last: Element | null = null;
    /** Had it last outside of any dialog. */
    let before: HTMLElement | null = null;
    let wasInDialog = false;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const isLost = () => asked.at(-1) === me && document.activeElement === document.body && last?.isConnected === false;
    const taken = () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    };
    const remember = ({ target: focused }: FocusEvent) => {
      taken();
      last = focused instanceof Element ? focused : null;
      wasInDialog = last?.closest(dialogs) != null;
      if (!wasInDialog) before = focused instanceof HTMLElement ? focused : null;
    };
    const takeUp = () => {
      timer = null;
      const dialog = openDialog();
      const opener = wasInDialog && before?.isConnected ? before : null;
      const next =
        dialog === null
          ? (opener ?? newest.current())
          : (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog);
      if (isLost()) next?.focus({ preventScroll: true });
    };
    // No event tells that what has the focus is gone.
    const observer = new MutationObserver(() => {
      if (timer === null && isLost()) timer = setTimeout(takeUp, settledMs);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', remember);
    return () => {
      asked.splice(asked.indexOf(me), 1);
      taken();
      observer.disconnect();
      document.removeEventListener('focusin', remember);
    };
  }, [asLast]);
}

export const pageTitle = () => document.getElementById('page-title');
