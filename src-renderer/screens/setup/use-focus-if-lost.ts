import { useEffect } from 'react';

/**
 * Puts the focus on an element when what had it went away with the content before: a finished step, a screen that was
 * still loading. Focus that is somewhere stays there.
 */
export function useFocusIfLost(elementId: string): void {
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body)
      document.getElementById(elementId)?.focus({ preventScroll: true });
  }, [elementId]);
}
