import { type RefObject, useLayoutEffect, useState } from 'react';

/** Pixels of a rem as the settings have it. Asking the page for its styles would have it work them all out at once. */
const remAsSet = () => (16 * Number.parseFloat(document.documentElement.style.fontSize || '100')) / 100;
/** Pixels of a rem as it is. */
const remOfPage = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

export type Measured = {
  /** In pixels; as wide as can be until it is measured. */
  width: number;
  /** Pixels of a rem when it was measured. */
  rem: number;
};

/** The width of an element and the size of the text, kept current. Another element may take its place. */
export function useWidth(element: RefObject<HTMLElement | null>): Measured {
  const [size, setSize] = useState<Measured>(() => ({ width: Number.POSITIVE_INFINITY, rem: remAsSet() }));
  const [measured, setMeasured] = useState<HTMLElement | null>(null);
  // After every render: an empty list removes its element and gets another one later.
  useLayoutEffect(() => setMeasured(element.current));
  useLayoutEffect(() => {
    if (measured === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const [width, rem] = [entry.contentRect.width, remOfPage()];
      setSize((before) => (before.width === width && before.rem === rem ? before : { width, rem }));
    });
    observer.observe(measured);
    return () => observer.disconnect();
  }, [measured]);
  return size;
}
