import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Where the failure stands beside the list, which is longer than the page and scrolls with it. One that fits into the
 * page stays in sight. A higher one begins at the top of what is in sight when it is picked, and scrolls with the page:
 * it needs no scroll bar of its own.
 * @param code of the failure
 */
export function useShownFrom(code: string | undefined): RefObject<HTMLDivElement | null> {
  const shown = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = shown.current;
    const page = element?.closest<HTMLElement>('[data-page]');
    const columns = element?.parentElement;
    if (code === undefined || element == null || page == null || columns == null) return;
    const margin = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const above = page.getBoundingClientRect().top - columns.getBoundingClientRect().top + margin;
    const place = () => {
      const fits = element.offsetHeight + 2 * margin <= page.clientHeight;
      const lowest = columns.clientHeight - element.offsetHeight;
      element.toggleAttribute('data-fits', fits);
      element.style.setProperty('--shown-from', fits ? '0' : `${Math.max(0, Math.min(above, lowest))}px`);
    };
    // What is said of it is read after it is shown.
    const observer = new ResizeObserver(place);
    observer.observe(element);
    place();
    return () => observer.disconnect();
  }, [code]);
  return shown;
}
