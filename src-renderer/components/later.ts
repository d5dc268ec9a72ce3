import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** When the window is idle, or after so many milliseconds. */
const whenIdle = (timeout: number) => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout }));

/** A part of the window that is loaded, with the styles of its components, when it is first shown. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [component] = await Promise.all([load(), import('../theme/later-styles')]);
    return { default: component };
  });
}

/**
 * Reads a part before it is shown, once, at the next idle moment: somebody is about to open it. Where it can't be read,
 * whoever opens it is told.
 */
export function ahead(load: () => Promise<unknown>): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    whenIdle(200)
      .then(() => Promise.all([load(), import('../theme/later-styles')]))
      .catch(() => undefined);
  };
}

/**
 * A part that listens for something to show, which mostly never comes. It is loaded when the window is idle, without
 * the styles of later screens.
 */
export const idly = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => {
    await whenIdle(2000);
    return { default: await load() };
  });
