/** The simulators, one line each: servers on this machine that answer as the real providers do and reach nobody. */
export { googlePractice as google } from './google';
export { stripePractice as stripe } from './stripe';
export { twilioPractice as twilio } from './twilio';
