/** The providers that this console can connect, one line each. */
export { google } from './google';
export { stripe } from './stripe';
export { twilio } from './twilio';
