/** What is promised of every state and a machine can judge: nothing cut, nothing covered, nothing sideways. */
import type { Page } from '@playwright/test';

/**
 * What is wrong with the page as it stands, in words; empty when nothing is.
 * - No page and no part of one is wider than its place, but for parts that are made to be scrolled sideways.
 * - No text reaches out of what clips it. An ellipsis is meant, but not on what is pressed, nor on a heading.
 * - Nothing that can be pressed lies under something else, and no text on another.
 * - What a dialog is for can be pressed without scrolling, however long the dialog is.
 */
export const brokenPromises = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const named = (element: Element) => {
      const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim();
      return `<${element.tagName.toLowerCase()}> “${words.slice(0, 60)}”`;
    };
    const top = document.scrollingElement ?? document.documentElement;
    if (top.scrollWidth > top.clientWidth) found.push(`the page is ${top.scrollWidth - top.clientWidth} px too wide`);
    // What an open dialog, menu or palette covers is meant to be covered.
    const layers = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')].filter(
      (layer) => layer.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    );
    const root = layers.at(-1) ?? document.body;
    const isShown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    };
    const styles = new Map<Element, CSSStyleDeclaration>();
    const styleOf = (element: Element): CSSStyleDeclaration => {
      const style = styles.get(element) ?? getComputedStyle(element);
      styles.set(element, style);
      return style;
    };
    const ancestors = function* (element: Element) {
      for (let one: Element | null = element; one !== null; one = one.parentElement) yield one;
    };
    const isHiddenText = (element: Element) =>
      [...ancestors(element)].some((one) => {
        const { clip, clipPath, position } = styleOf(one);
        return position === 'absolute' && (clip !== 'auto' || clipPath.startsWith('inset(50%'));
      });

    for (const element of root.querySelectorAll('*')) {
      const { overflowX } = styleOf(element);
      const scrolls = overflowX === 'auto' || overflowX === 'scroll';
      if (
        scrolls &&
        isShown(element) &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.tagName !== 'TEXTAREA'
      )
        if (element.closest('[data-scrolls-sideways]') === null && !['PRE', 'CODE'].includes(element.tagName))
          found.push(`${named(element)} scrolls sideways by ${element.scrollWidth - element.clientWidth} px`);
    }

    for (const dialog of document.querySelectorAll('[role="dialog"]')) {
      dialog.scrollTop = 0;
      const { top: above, bottom: below } = dialog.getBoundingClientRect();
      for (const button of dialog.querySelectorAll(
        '[data-dialog-footer] button, button[type="submit"], button[data-variant="filled"]',
      )) {
        const { top: start, bottom: end } = button.getBoundingClientRect();
        const isInSight = start >= above && end <= Math.min(below, innerHeight);
        if (isShown(button) && !isInSight) found.push(`${named(button)} is out of sight in its dialog`);
      }
    }

    type Line = { element: Element; box: DOMRect };
    const lines: Line[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const cut = new Set<Element>();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (element === null || node.textContent?.trim() === '' || !isShown(element) || isHiddenText(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        let visible = true;
        for (const one of ancestors(element)) {
          const { overflowX, overflowY, textOverflow, webkitLineClamp } = styleOf(one);
          if (overflowX === 'visible' && overflowY === 'visible') continue;
          const clip = one.getBoundingClientRect();
          const isScrolled = ['auto', 'scroll'].includes(overflowY) || ['auto', 'scroll'].includes(overflowX);
          if (box.bottom <= clip.top || box.top >= clip.bottom || box.right <= clip.left || box.left >= clip.right)
            visible = false;
          if (isScrolled) break;
          const isWide = overflowX !== 'visible' && (box.right > clip.right + 1.5 || box.left < clip.left - 1.5);
          const isHigh = overflowY !== 'visible' && (box.bottom > clip.bottom + 4 || box.top < clip.top - 4);
          if (!isWide && !isHigh) continue;
          const isMeant = textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
          const pressed = one.closest('button, a, [role="button"], [role="tab"], label, h1, h2, h3, legend');
          // Names of clinics and accounts are as long as people make them; a row of several lines is more than a label.
          const isData = element.closest('bdi, [title], code') !== null || (pressed?.children.length ?? 0) > 1;
          if (isMeant && (pressed === null || isData)) continue;
          if (!cut.has(element)) found.push(`${named(element)} is cut`);
          cut.add(element);
        }
        if (visible) lines.push({ element, box });
      }
    }

    /** The bar that stays while all else is scrolled, or the layer: null where it scrolls with the page. */
    const barOf = (element: Element): Element | null =>
      [...ancestors(element)].find((one) => ['fixed', 'sticky'].includes(styleOf(one).position)) ?? null;
    const inView = ({ left, right, top: above, bottom }: DOMRect) =>
      left >= 0 && above >= 0 && right <= innerWidth && bottom <= innerHeight;
    const pressable = 'button, a[href], input, select, textarea, [role="menuitem"], [role="option"], [role="tab"]';
    for (const [index, { element, box }] of lines.entries())
      for (const other of lines.slice(index + 1)) {
        if (element === other.element || element.contains(other.element) || other.element.contains(element)) continue;
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // Boxes of lines are higher than their letters.
        if (wide <= 2 || high <= Math.min(box.height, other.box.height) / 3) continue;
        const at = document.elementsFromPoint(
          Math.max(box.left, other.box.left) + wide / 2,
          Math.max(box.top, other.box.top) + high / 2,
        );
        // One of them is scrolled under a bar that covers it.
        if (barOf(element) !== barOf(other.element)) continue;
        if (at.includes(element) && at.includes(other.element))
          found.push(`${named(element)} and ${named(other.element)} overlap`);
      }

    /** What lies on the middle of it; null where it is to be seen and pressed. */
    const coverOf = (element: Element): Element | null => {
      const box = element.getBoundingClientRect();
      if (!inView(box)) return null;
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      // The words of a switch lie on its input.
      const isOwn = hit === null || hit.contains(element) || element.parentElement?.contains(hit) === true;
      return isOwn || hit.closest('label')?.contains(element) === true ? null : hit;
    };
    for (const element of root.querySelectorAll(pressable)) {
      if (!isShown(element) || isHiddenText(element) || coverOf(element) === null) continue;
      // What is scrolled may lie under a bar that stays: whoever scrolls sees it.
      element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const cover = coverOf(element);
      if (cover !== null) found.push(`${named(element)} lies under ${named(cover)}`);
    }
    return [...new Set(found)];
  });

/** Goes through the page by Tab, and says which stops cannot be seen. */
export async function unseenStops(page: Page, most = 60): Promise<string[]> {
  await page.evaluate(() => {
    const seen = new Set<Element>();
    const unseen = new Set<string>();
    const ringOf = (element: Element) => {
      const { outlineStyle, outlineWidth, boxShadow, borderBottomWidth } = getComputedStyle(element);
      const isOutlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
      // The palette's field has a thick line below it.
      return isOutlined || boxShadow !== 'none' || Number.parseFloat(borderBottomWidth) >= 2;
    };
    const look = () => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return;
      seen.add(focused);
      const label = (focused.getAttribute('aria-label') ?? focused.textContent ?? '').trim().slice(0, 40);
      let ring = [...(focused.parentElement?.children ?? [])].some(ringOf);
      for (let one: Element | null = focused, depth = 0; one !== null && depth < 3; one = one.parentElement, depth += 1)
        ring ||= ringOf(one);
      const { left, right, top, bottom } = focused.getBoundingClientRect();
      const isOff = right < 0 || bottom < 0 || left > innerWidth || top > innerHeight;
      const words = `<${focused.tagName.toLowerCase()}> “${label}”`;
      if (!ring) unseen.add(`${words} has no visible focus`);
      else if (isOff) unseen.add(`${words} has the focus out of sight`);
    };
    Object.assign(window, { stops: { seen, unseen, look } });
    // The page scrolls to what has the focus before the key is let go.
    addEventListener('keyup', ({ key }) => key === 'Tab' && look());
  });
  const stops = () =>
    page.evaluate(() => {
      const { seen, unseen } = (window as unknown as { stops: { seen: Set<Element>; unseen: Set<string> } }).stops;
      return { count: seen.size, unseen: [...unseen] };
    });
  const several = 15;
  let before = 0;
  for (let stop = 0; stop < most; stop += several) {
    for (let press = 0; press < several; press += 1) await page.keyboard.press('Tab');
    const { count } = await stops();
    // All of the last were known: it goes round.
    if (count === before) break;
    before = count;
  }
  return (await stops()).unseen;
}
