/**
 * Which lines of a long list are in sight. Where a line begins is reckoned and not measured, so that a list of a
 * hundred thousand lines costs no more than one of ten.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

type Lines = {
  count: number;
  /** Where a line begins, in pixels below the first one; of `count`, where the last one ends. Later ones never less. */
  topOf: (line: number) => number;
  /** As many lines are drawn beyond those in sight, at each end. */
  overscan: number;
  /** What covers the lines at each end of what is scrolled, in pixels. */
  covered: { start: number; end: number };
};

/** What is seen of the list, in pixels. */
type Seen = { offset: number; height: number };
type Range = { first: number; last: number; whole: number };

/** The last line that begins at `place` or before. */
function lineAt({ count, topOf }: Lines, place: number): number {
  let [low, high] = [0, Math.max(0, count - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (topOf(middle) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

function rangeOf(lines: Lines, { offset, height }: Seen): Range {
  const top = lineAt(lines, offset);
  return {
    first: Math.max(0, top - lines.overscan),
    last: Math.min(lines.count - 1, lineAt(lines, offset + height) + lines.overscan),
    whole: Math.min(lines.count - 1, lines.topOf(top) >= offset ? top : top + 1),
  };
}

/** Whether what has to be drawn is, with few lines more: a list that is a little lower than it was draws nothing. */
const isDrawn = (drawn: Range, needed: Range, spare: number) =>
  drawn.first <= needed.first &&
  drawn.last >= needed.last &&
  drawn.last - drawn.first <= needed.last - needed.first + spare;

/** @param scroll what scrolls. Another element may take its place */
export function useLinesInSight(scroll: RefObject<HTMLElement | null>, lines: Lines) {
  // No list is higher than the window, until it is known how high this one is.
  const seen = useRef<Seen>({ offset: 0, height: window.innerHeight });
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const range = rangeOf(lines, seen.current);
  const drawn = useRef({ lines, range });
  useLayoutEffect(() => {
    drawn.current = { lines, range };
  });

  const [element, setElement] = useState<HTMLElement | null>(null);
  // After every render: an empty list removes its element and gets another one later.
  useLayoutEffect(() => setElement(scroll.current));
  useEffect(() => {
    if (element === null) return;
    const look = () => {
      seen.current = { offset: element.scrollTop, height: element.clientHeight };
      const { lines, range } = drawn.current;
      if (isDrawn(range, rangeOf(lines, seen.current), lines.overscan)) return;
      // Before the frame that shows the scrolled list: otherwise it has a gap.
      flushSync(drawAgain);
    };
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [element]);

  /** Scrolls as far as is needed to see all of a line. */
  const scrollTo = useCallback(
    (line: number) => {
      const box = scroll.current;
      if (box === null) return;
      const { topOf, covered } = drawn.current.lines;
      const [start, end] = [topOf(line) - covered.start, topOf(line + 1) + covered.end];
      if (end > box.scrollTop + box.clientHeight) box.scrollTop = end - box.clientHeight;
      else if (start < box.scrollTop) box.scrollTop = start;
    },
    [scroll],
  );

  const { first, last, whole } = range;
  return {
    /** The lines to draw, in their order. */
    shown: Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index),
    /** The first line of which all is in sight. */
    firstWhole: whole,
    height: lines.topOf(lines.count),
    scrollTo,
  };
}
