/** What secrets look like: the forms of each provider's own, and those that all have. One list for the log and for texts that come from outside. */
import { providerDescriptors } from '.';

const authorization = /\b(Basic|Bearer)\s+[\w+/=.~-]{8,}/gi;

const ofProviders = Object.values(providerDescriptors).flatMap(({ secrets }) => [...secrets]);

/** The text with everything that has the form of a secret blacked out. @param hidden what stands in its place */
export const hideSecrets = (text: string, hidden: string): string =>
  ofProviders.reduce(
    (result, pattern) => result.replace(pattern, hidden),
    text.replace(authorization, (_match, scheme: string) => `${scheme} ${hidden}`),
  );
