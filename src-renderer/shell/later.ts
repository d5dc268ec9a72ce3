import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** A part of the window that is loaded, with the styles of its components, when it is first shown. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    const [component] = await Promise.all([load(), import('../theme/later-styles')]);
    return { default: component };
  });
}
