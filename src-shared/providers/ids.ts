/** The providers by their registry keys, in the order of the wizard, the cards and the columns. */
export const providerIds = ['twilio', 'google', 'stripe'] as const;
export type ProviderId = (typeof providerIds)[number];
