/** Patterns of secrets: each provider's own, and general ones. Used for the log and for untrusted texts. */
import { providerDescriptors } from '.';

const authorization = /\b(Basic|Bearer)\s+[\w+/=.~-]{8,}/gi;

const ofProviders = Object.values(providerDescriptors).flatMap(({ secrets }) => [...secrets]);

/** Replaces everything that looks like a secret. @param hidden the replacement */
export const hideSecrets = (text: string, hidden: string): string =>
  ofProviders.reduce(
    (result, pattern) => result.replace(pattern, hidden),
    text.replace(authorization, (_match, scheme: string) => `${scheme} ${hidden}`),
  );
