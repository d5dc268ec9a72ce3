/**
 * A field that is disabled while what was typed is worked on loses the focus. It gets it back once it can be used
 * again, unless a person or the page has put it elsewhere meanwhile. Buttons keep theirs: see `theme/held-button.tsx`.
 */

/** Watches all fields of a page. Returns how to stop. */
export function giveFocusBack(page: Document): () => void {
  let last: HTMLElement | null = null;
  /** Lost the focus by being disabled. */
  let owed: HTMLElement | null = null;
  const remember = ({ target }: FocusEvent) => {
    last = target instanceof HTMLElement ? target : null;
    owed = null;
  };
  const leave = () => {
    last = null;
    owed = null;
  };
  const observer = new MutationObserver(() => {
    if (last?.matches(':disabled')) owed = last;
    else if (owed?.isConnected && (page.activeElement === page.body || page.activeElement === null))
      owed.focus({ preventScroll: true });
  });
  observer.observe(page.documentElement, { attributes: true, attributeFilter: ['disabled'], subtree: true });
  page.addEventListener('focusin', remember);
  page.addEventListener('pointerdown', leave, true);
  return () => {
    observer.disconnect();
    page.removeEventListener('focusin', remember);
    page.removeEventListener('pointerdown', leave, true);
  };
}
