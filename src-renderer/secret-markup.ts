/**
 * React writes what is typed into the markup too (`value="…"`), where style sheets, extensions and saved pages can read
 * it. For passwords it is taken out again; the field itself keeps its value.
 */
const written = 'input[type="password"][value]';

/** Watches the whole page from now on. */
export function keepSecretsOutOfMarkup(page: Document): void {
  const clean = (input: Element) => input.removeAttribute('value');
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element && target.matches(written)) clean(target);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(written)) clean(node);
        node.querySelectorAll(written).forEach(clean);
      }
    }
  });
  observer.observe(page, { subtree: true, childList: true, attributes: true, attributeFilter: ['value', 'type'] });
}
