/**
 * The error rows of each provider, one line each. Apart from the descriptors, because most screens need none of them.
 */
export { googleErrors as google } from './google/errors';
export { stripeErrors as stripe } from './stripe/errors';
export { twilioErrors as twilio } from './twilio/errors';
