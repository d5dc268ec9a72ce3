/**
 * The second click of a double click presses what the first one pressed, or nothing. Where the first led to another
 * page, a new step or a dialog, something else lies under the pointer by then, which nobody meant.
 */
const control = ['button', 'a', 'input', 'select', 'textarea', 'label', 'summary']
  .concat(['row', 'menuitem', 'option', 'radio'].map((role) => `[role="${role}"]`))
  .join();

/** `state`: a disclosure that the first click opened is not closed by the second. */
type Pressed = { element: Element | null; words: string; state: string };

const pressedBy = ({ target }: Event): Pressed => {
  const element = target instanceof Element ? target.closest(control) : null;
  const state = ['aria-expanded', 'aria-pressed'].map((name) => element?.getAttribute(name)).join();
  return { element, words: element?.textContent ?? '', state };
};

/** Watches all clicks of a page. Returns how to stop. */
export function keepDoubleClicksTogether(page: Document): () => void {
  let first: Pressed | null = null;
  const watch = (event: MouseEvent) => {
    // Keys click as well, without a number.
    if (event.detail <= 1) {
      if (event.type === 'mousedown') first = pressedBy(event);
      return;
    }
    const { element, words, state } = pressedBy(event);
    if (first === null || (first.element === element && first.words === words && first.state === state)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const kinds = ['mousedown', 'mouseup', 'click'] as const;
  for (const kind of kinds) page.addEventListener(kind, watch, true);
  return () => {
    for (const kind of kinds) page.removeEventListener(kind, watch, true);
  };
}
