/**
 * The theme is one of the console's settings, kept by the main process. Mantine's own manager would keep a second copy
 * in the page's localStorage, whose first reading makes the page wait for the main process at the very moment when that
 * is opening the database.
 */
import type { MantineColorSchemeManager } from '@mantine/core';

export const settingsColorScheme: MantineColorSchemeManager = {
  get: (defaultValue) => defaultValue,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};
