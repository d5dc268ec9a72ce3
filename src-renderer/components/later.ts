import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** When the window is idle, or after two seconds. */
const whenIdle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2000 }));

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
 * A part that listens for something to show, which mostly never comes. It is loaded when the window is idle, without
 * the styles of later screens.
 */
export const idly = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => {
    await whenIdle();
    return { default: await load() };
  });
