/**
 * Google's refusals in plain words: first those of the sign-in, then those of the calendar. Keys are Google's own names
 * for them.
 */
import type { CatalogueRow, ProviderErrors } from '../error-rows';
import { googleCalendarRows } from './errors-calendar';

const clientsPage = 'https://console.cloud.google.com/auth/clients';
const accountPage = 'https://myaccount.google.com/connections';
const appsPage = 'https://support.google.com/a/answer/7281227';
const statusPage = 'https://www.google.com/appsstatus/dashboard/';
const oauthGuide = 'https://developers.google.com/identity/protocols/oauth2/native-app';

const signInRows: Record<string, CatalogueRow> = {
  access_denied: {
    title: 'Sign-in declined',
    message: 'Google was told not to give access.',
    cause: 'Somebody chose “Cancel” or “Deny” on Google’s page.',
    fix:
      'Choose “Connect Google” again and allow access. If Google says that the app is being tested, add the ' +
      'account under Google Auth Platform, Audience, Test users.',
    helpUrl: 'https://console.cloud.google.com/auth/audience',
    retryable: false,
    scenarioId: 'google.deny',
  },
  not_test_user: {
    // Google prints the name of a declined sign-in for it.
    providerCode: 'access_denied',
    title: 'Not among the test users',
    message: 'Google does not let this account in while the clinic’s app is being tested.',
    cause: 'The Google Cloud project is in testing, and admits only the accounts on its list of test users.',
    fix:
      'In Google Cloud, under Google Auth Platform, Audience, add the account to the test users, then sign in ' +
      'again. Or choose “Publish app” there: then sign-ins also stop ending after seven days.',
    helpUrl: 'https://console.cloud.google.com/auth/audience',
    retryable: false,
    scenarioId: 'google.not-test-user',
  },
  redirect_uri_mismatch: {
    title: 'Wrong kind of OAuth client',
    message: 'This OAuth client can’t be used by a program on a computer.',
    cause:
      'Its type is “Web application”. Google sends the answers of such a client to a website and never to this ' +
      'computer.',
    fix:
      'In Google Cloud, open Google Auth Platform, Clients, make a client of the type “Desktop app”, and import ' +
      'its file here.',
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.web-client',
  },
  invalid_client: {
    title: 'Client secret refused',
    message: 'Google does not accept this OAuth client’s ID and secret.',
    cause:
      'A character of the ID or the secret was lost in copying, the secret belongs to another client, or it was ' +
      'replaced or switched off in Google Cloud.',
    fix:
      'In Google Cloud, open Google Auth Platform, Clients, the desktop client. ' +
      'Add a new secret, download the file, and import it here.',
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.wrong-secret',
  },
  deleted_client: {
    title: 'OAuth client deleted',
    message: 'This OAuth client was deleted in Google Cloud.',
    cause: 'Somebody removed it, or the whole project. All sign-ins made with it ended.',
    fix:
      'Restore it in Google Cloud within 30 days, or make a new client of the type “Desktop ' +
      'app”, import its file, ' +
      'and connect again.',
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.deleted-client',
  },
  disabled_client: {
    title: 'OAuth client switched off',
    message: 'This OAuth client is switched off in Google Cloud.',
    cause:
      'Somebody disabled the client, or Google did so for the whole project. ' +
      'Sign-ins made with it work again once it is enabled.',
    fix:
      'In Google Cloud, open Google Auth Platform, Clients, and enable the client. ' +
      'If that is not offered, make a new client of the type “Desktop app” and connect with it.',
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.disabled-client',
  },
  unauthorized_client: {
    title: 'Client not allowed',
    message: 'Google does not let this OAuth client sign in this way.',
    cause: 'It was made for another purpose, such as a phone or a TV, or it was switched off.',
    fix: 'Make a client of the type “Desktop app” in Google Cloud and import its file here.',
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.unauthorized-client',
  },
  invalid_grant: {
    title: 'Sign-in ended',
    message: 'Google no longer accepts this clinic’s sign-in.',
    cause:
      'In order of likelihood: somebody removed the access in the Google account; ' +
      'the Google Cloud project is in testing, where sign-ins end after seven days; ' +
      'it was not used for six months; or the account’s password or its organization’s rules changed.',
    fix:
      'Choose “Reconnect” and sign in again. Nothing else is lost. If it ends every week, publish the app in ' +
      'Google Cloud under Google Auth Platform, Audience.',
    helpUrl: 'https://console.cloud.google.com/auth/audience',
    retryable: false,
    scenarioId: 'google.revoked',
  },
  code_refused: {
    // Google has one name for a code that it refuses and for a sign-in that ended.
    providerCode: 'invalid_grant',
    title: 'Sign-in not completed',
    message: 'Google did not accept the answer that its own page had sent.',
    cause:
      'The answer works once and for a few minutes. It came too late, a page or an add-on in the browser used it ' +
      'before, or this computer’s clock is wrong.',
    fix: 'Check the date and time of this computer, then choose “Connect Google” again and finish it in one go.',
    helpUrl: oauthGuide,
    retryable: false,
    scenarioId: 'google.code-refused',
  },
  server_error: {
    title: 'Trouble at Google’s sign-in',
    message: 'Google’s sign-in reported a fault of its own.',
    cause: 'Something went wrong inside Google. It usually passes within minutes, and says nothing about the account.',
    fix: 'Wait a few minutes, then try again. The link below shows whether Google knows of trouble.',
    helpUrl: statusPage,
    retryable: true,
    scenarioId: 'google.sign-in-fault',
  },
  temporarily_unavailable: {
    title: 'Google’s sign-in is busy',
    message: 'Google’s sign-in is overloaded or closed for a moment.',
    cause: 'Google has too much to do or is being worked on. It usually passes within minutes.',
    fix: 'Wait a few minutes, then try again. The link below shows whether Google knows of trouble.',
    helpUrl: statusPage,
    retryable: true,
    scenarioId: 'google.sign-in-busy',
  },
  invalid_rapt: {
    title: 'Signing in again is required',
    message: 'The organization’s rules ask for a new sign-in.',
    cause: 'The Google Workspace administrator limits how long a sign-in lasts, and this one is over.',
    fix:
      'Choose “Reconnect”. To be asked less often, have the administrator trust this app under Security, Google ' +
      'Cloud session control.',
    helpUrl: 'https://support.google.com/a/answer/9368756',
    retryable: false,
    scenarioId: 'google.session-policy',
  },
  admin_policy_enforced: {
    title: 'Blocked by the administrator',
    message: 'The account’s organization does not allow this app.',
    cause:
      'The Google Workspace administrator decides which apps may see calendars, and has not allowed the clinic’s ' +
      'OAuth client.',
    fix:
      'Give the administrator the client ID and ask to trust it: Admin console, Security, ' +
      'API controls, App access ' +
      'control.',
    helpUrl: appsPage,
    retryable: false,
    scenarioId: 'google.admin-policy',
  },
  org_internal: {
    title: 'For one organization only',
    message: 'This OAuth client accepts only accounts of its own organization.',
    cause: 'The Google Cloud project is set to “Internal”, and the account that was chosen belongs to somebody else.',
    fix:
      'Sign in with an account of that organization, or change the project to “External” under Google Auth ' +
      'Platform, Audience.',
    helpUrl: 'https://console.cloud.google.com/auth/audience',
    retryable: false,
    scenarioId: 'google.internal-only',
  },
  disallowed_useragent: {
    title: 'Browser not allowed',
    message: 'Google does not allow signing in inside this window.',
    cause: 'The sign-in page was opened in a window inside another app instead of in a browser.',
    fix: 'Choose “Copy sign-in link” and paste it into Chrome, Edge, Firefox or Safari on this computer.',
    helpUrl: oauthGuide,
    retryable: true,
    scenarioId: 'google.embedded-browser',
  },
  invalid_scope: {
    title: 'Permission unknown',
    message: 'Google does not know a permission that was asked for.',
    cause: 'The Google Cloud project may not ask for it, or Google has renamed it since this console was made.',
    fix: 'Update the console. If it happens again, send the support bundle from Settings to your support contact.',
    helpUrl: oauthGuide,
    retryable: false,
    scenarioId: 'google.unknown-scope',
  },
  invalid_request: {
    title: 'Sign-in request refused',
    message: 'Google did not accept the sign-in request.',
    cause:
      'Often the Google Cloud project is unfinished: its app name or support address is missing. ' +
      'Or something on the way changed the link.',
    fix:
      'Finish Google Auth Platform, Branding, in Google Cloud. Then connect again, with the link exactly as the ' +
      'console made it.',
    helpUrl: 'https://console.cloud.google.com/auth/branding',
    retryable: false,
    scenarioId: 'google.unfinished-project',
  },
  invalid_token: {
    title: 'Already ended',
    message: 'Google does not know this sign-in any more.',
    cause: 'It ended earlier, or somebody removed it in the Google account.',
    fix: 'Nothing is left to withdraw. To use the calendar, sign in again.',
    helpUrl: accountPage,
    retryable: false,
    scenarioId: 'google.ended-token',
  },
};

export const googleRows: Readonly<Record<string, CatalogueRow>> = { ...signInRows, ...googleCalendarRows };

export const googleErrors: ProviderErrors = {
  rows: googleRows,
  errorPage: () => 'https://developers.google.com/workspace/calendar/api/guides/errors',
  groups: [{ id: 'calendar', title: 'Calendar' }],
  groupOf: (code) => (Object.hasOwn(googleCalendarRows, code) ? 'calendar' : 'account'),
  rowOfStatus: { 401: 'authError', 403: 'forbidden', 404: 'notFound', 410: 'deleted', 429: 'rateLimitExceeded' },
  rowOfFault: 'backendError',
};
