import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** When the window is idle, or after two seconds. */
export const whenIdle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2000 }));

/**
 * A part of the window that is loaded, with the styles of its components, when it is first shown.
 * @param when what it waits for before that
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  when: () => Promise<void> = async () => undefined,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    await when();
    const [component] = await Promise.all([load(), import('../theme/later-styles')]);
    return { default: component };
  });
}
