/** The descriptors, one line each. */
export { googleDescriptor as google } from './google/descriptor';
export { stripeDescriptor as stripe } from './stripe/descriptor';
export { twilioDescriptor as twilio } from './twilio/descriptor';
