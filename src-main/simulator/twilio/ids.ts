/**
 * Identifiers of the practice world. They pass every format check and are recognisably fake: all start with `fa4e`
 * ("fake"). Those of the fixtures never change, because a practice profile keeps them; those made while running differ
 * from run to run, because a test history keeps them too and must not see the same Message SID twice.
 */

const hex = (value: number, length: number) => value.toString(16).padStart(length, '0').slice(-length);

/** A SID of a fixture: 34 characters. */
export const fixtureSid = (prefix: string, account: number, item = 0) =>
  `${prefix}fa4e${hex(account, 8)}${hex(item, 20)}`;

/** An auth token or a key secret of a fixture: 32 characters. `kind` keeps several secrets of one account apart. */
export const fixtureSecret = (account: number, kind: 'token' | 'secret', item = 0) =>
  `fa4efa4e${kind === 'token' ? '70ce' : '5ec7'}${hex(account, 10)}${hex(item, 10)}`;

/** Makes identifiers of this run: 34 characters with the prefix, 32 for secrets. */
export function createIdMaker(seed: number) {
  let made = 0;
  const next = () => {
    made += 1;
    // `5eed` keeps these apart from the fixtures': no fixture has so high an account number.
    return `fa4e5eed${hex(seed >>> 0, 8)}${hex(made, 16)}`;
  };
  return {
    sid: (prefix: string) => prefix + next(),
    secret: () => next(),
  };
}
export type IdMaker = ReturnType<typeof createIdMaker>;

/**
 * A small hash (FNV-1a) for decisions that must come out the same for the same seed.
 * @returns a number from 0 up to, not including, 1
 */
export function chanceOf(seed: number, ...parts: (string | number)[]): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of parts.join('|')) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  // FNV mixes its high bits badly for short texts; two more rounds spread them.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000;
}
