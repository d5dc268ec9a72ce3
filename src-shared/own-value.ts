/** What a table itself holds under a key that came from outside: `constructor` is on nobody's list, and yet every object answers to it. */
export const ownValue = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
