/** The simulators, one line each: loopback servers that answer as the real providers do. */
export { googlePractice as google } from './google';
export { stripePractice as stripe } from './stripe';
export { twilioPractice as twilio } from './twilio';
