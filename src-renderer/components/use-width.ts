import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * The width of an element in pixels, kept current; as wide as can be until it is measured. Another element may take its
 * place.
 */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  const [measured, setMeasured] = useState<HTMLElement | null>(null);
  // After every render: an empty list removes its element and gets another one later.
  useLayoutEffect(() => setMeasured(element.current));
  useLayoutEffect(() => {
    if (measured === null) return;
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidth(entry.contentRect.width));
    observer.observe(measured);
    return () => observer.disconnect();
  }, [measured]);
  return width;
}
