/** Lengths of a passphrase, in characters. */
export const passphraseLimits = { shortest: 10, longest: 1024 } as const;
