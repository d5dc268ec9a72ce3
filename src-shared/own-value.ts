/** Reads an own property by an untrusted key: `constructor`, for instance, is inherited by every object. */
export const ownValue = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
