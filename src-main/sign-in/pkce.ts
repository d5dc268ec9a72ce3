/** The secrets of one sign-in attempt. */
import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes in 43 characters, as a state and as a verifier (RFC 7636, 4.1). */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The challenge of a verifier by the method S256. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
