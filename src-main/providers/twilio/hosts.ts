/** Which hosts are Twilio's. */

/** Exactly the hosts that this console has business with. */
export const twilioHosts: ReadonlySet<string> = new Set([
  'api.twilio.com',
  'accounts.twilio.com',
  'messaging.twilio.com',
  'trusthub.twilio.com',
  'verify.twilio.com',
]);

export const twilioApiOrigin = 'https://api.twilio.com';
export const twilioMessagingOrigin = 'https://messaging.twilio.com';
