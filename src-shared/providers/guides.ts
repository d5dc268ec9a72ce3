/** The guides of each provider. */
import { googleGuides } from './google/guides';
import type { Guide } from './guide';
import type { ProviderId } from './ids';
import { stripeGuides } from './stripe/guides';
import { twilioGuides } from './twilio/guides';

export const providerGuides: Readonly<Record<ProviderId, readonly Guide[]>> = {
  twilio: twilioGuides,
  google: googleGuides,
  stripe: stripeGuides,
};
