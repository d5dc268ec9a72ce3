/** Which hosts are Google's. */

export const signInOrigin = 'https://accounts.google.com';
export const signInPath = '/o/oauth2/v2/auth';
export const tokenUrl = 'https://oauth2.googleapis.com/token';
export const revokeUrl = 'https://oauth2.googleapis.com/revoke';
export const userInfoUrl = 'https://www.googleapis.com/oauth2/v2/userinfo';

/** Named in errors instead of the hosts below, since people know it. */
export const googleOrigin = 'https://googleapis.com';

/** Exactly the hosts that this console sends requests to; the sign-in page is the browser's business. */
export const googleHosts: ReadonlySet<string> = new Set(['oauth2.googleapis.com', 'www.googleapis.com']);
