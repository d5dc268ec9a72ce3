/** The error rows of each provider, one line each. Apart from the descriptors, because most screens need none of them. */
import type { ProviderErrors } from './error-rows';
import { googleErrors } from './google/errors';
import type { ProviderId } from './ids';
import { stripeErrors } from './stripe/errors';
import { twilioErrors } from './twilio/errors';

export const providerErrors: Record<ProviderId, ProviderErrors> = {
  twilio: twilioErrors,
  google: googleErrors,
  stripe: stripeErrors,
};
