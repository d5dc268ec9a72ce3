/**
 * Google's refusals in plain words: first those of the sign-in, then those of the calendar. Keys are Google's own names
 * for them.
 */
import { text } from '../../texts/translate';
import type { CatalogueRow, ProviderErrors } from '../error-rows';
import { googleCalendarRows } from './errors-calendar';

const clientsPage = 'https://console.cloud.google.com/auth/clients';
const accountPage = 'https://myaccount.google.com/connections';
const appsPage = 'https://support.google.com/a/answer/7281227';
const statusPage = 'https://www.google.com/appsstatus/dashboard/';
const oauthGuide = 'https://developers.google.com/identity/protocols/oauth2/native-app';

const signInRows: Record<string, CatalogueRow> = {
  access_denied: {
    title: text('Sign-in declined'),
    message: text('Google was told not to give access.'),
    cause: text('Somebody chose “Cancel” or “Deny” on Google’s page.'),
    fix: text(
      'Choose “Connect Google” again and allow access. If Google says that the app is being tested, add the account under Google Auth Platform, Audience, Test users.',
    ),
    helpUrl: 'https://console.cloud.google.com/auth/audience',
    retryable: false,
    scenarioId: 'google.deny',
  },
  not_test_user: {
    // Google prints the name of a declined sign-in for it.
    providerCode: 'access_denied',
    title: text('Not among the test users'),
    message: text('Google does not let this account in while the clinic’s app is being tested.'),
    cause: text('The Google Cloud project is in testing, and admits only the accounts on its list of test users.'),
    fix: text(
      'In Google Cloud, under Google Auth Platform, Audience, add the account to the test users, then sign in again. Or choose “Publish app” there: then sign-ins also stop ending after seven days.',
    ),
    helpUrl: 'https://console.cloud.google.com/auth/audience',
    retryable: false,
    scenarioId: 'google.not-test-user',
  },
  redirect_uri_mismatch: {
    title: text('Wrong kind of OAuth client'),
    message: text('This OAuth client can’t be used by a program on a computer.'),
    cause: text(
      'Its type is “Web application”. Google sends the answers of such a client to a website and never to this computer.',
    ),
    fix: text(
      'In Google Cloud, open Google Auth Platform, Clients, make a client of the type “Desktop app”, and import its file here.',
    ),
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.web-client',
  },
  invalid_client: {
    title: text('Client secret refused'),
    message: text('Google does not accept this OAuth client’s ID and secret.'),
    cause: text(
      'A character of the ID or the secret was lost in copying, the secret belongs to another client, or it was replaced or switched off in Google Cloud.',
    ),
    fix: text(
      'In Google Cloud, open Google Auth Platform, Clients, the desktop client. Add a new secret, download the file, and import it here.',
    ),
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.wrong-secret',
  },
  deleted_client: {
    title: text('OAuth client deleted'),
    message: text('This OAuth client was deleted in Google Cloud.'),
    cause: text('Somebody removed it, or the whole project. All sign-ins made with it ended.'),
    fix: text(
      'Restore it in Google Cloud within 30 days, or make a new client of the type “Desktop app”, import its file, and connect again.',
    ),
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.deleted-client',
  },
  disabled_client: {
    title: text('OAuth client switched off'),
    message: text('This OAuth client is switched off in Google Cloud.'),
    cause: text(
      'Somebody disabled the client, or Google did so for the whole project. Sign-ins made with it work again once it is enabled.',
    ),
    fix: text(
      'In Google Cloud, open Google Auth Platform, Clients, and enable the client. If that is not offered, make a new client of the type “Desktop app” and connect with it.',
    ),
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.disabled-client',
  },
  unauthorized_client: {
    title: text('Client not allowed'),
    message: text('Google does not let this OAuth client sign in this way.'),
    cause: text('It was made for another purpose, such as a phone or a TV, or it was switched off.'),
    fix: text('Make a client of the type “Desktop app” in Google Cloud and import its file here.'),
    helpUrl: clientsPage,
    retryable: false,
    scenarioId: 'google.unauthorized-client',
  },
  invalid_grant: {
    title: text('Sign-in ended'),
    message: text('Google no longer accepts this clinic’s sign-in.'),
    cause: text(
      'In order of likelihood: somebody removed the access in the Google account; the Google Cloud project is in testing, where sign-ins end after seven days; it was not used for six months; or the account’s password or its organization’s rules changed.',
    ),
    fix: text(
      'Choose “Reconnect” and sign in again. Nothing else is lost. If it ends every week, publish the app in Google Cloud under Google Auth Platform, Audience.',
    ),
    helpUrl: 'https://console.cloud.google.com/auth/audience',
    retryable: false,
    scenarioId: 'google.revoked',
  },
  code_refused: {
    // Google has one name for a code that it refuses and for a sign-in that ended.
    providerCode: 'invalid_grant',
    title: text('Sign-in not completed'),
    message: text('Google did not accept the answer that its own page had sent.'),
    cause: text(
      'The answer works once and for a few minutes. It came too late, a page or an add-on in the browser used it before, or this computer’s clock is wrong.',
    ),
    fix: text('Check the date and time of this computer, then choose “Connect Google” again and finish it in one go.'),
    helpUrl: oauthGuide,
    retryable: false,
    scenarioId: 'google.code-refused',
  },
  server_error: {
    title: text('Trouble at Google’s sign-in'),
    message: text('Google’s sign-in reported a fault of its own.'),
    cause: text(
      'Something went wrong inside Google. It usually passes within minutes, and says nothing about the account.',
    ),
    fix: text('Wait a few minutes, then try again. The link below shows whether Google knows of trouble.'),
    helpUrl: statusPage,
    retryable: true,
    scenarioId: 'google.sign-in-fault',
  },
  temporarily_unavailable: {
    title: text('Google’s sign-in is busy'),
    message: text('Google’s sign-in is overloaded or closed for a moment.'),
    cause: text('Google has too much to do or is being worked on. It usually passes within minutes.'),
    fix: text('Wait a few minutes, then try again. The link below shows whether Google knows of trouble.'),
    helpUrl: statusPage,
    retryable: true,
    scenarioId: 'google.sign-in-busy',
  },
  invalid_rapt: {
    title: text('Signing in again is required'),
    message: text('The organization’s rules ask for a new sign-in.'),
    cause: text('The Google Workspace administrator limits how long a sign-in lasts, and this one is over.'),
    fix: text(
      'Choose “Reconnect”. To be asked less often, have the administrator trust this app under Security, Google Cloud session control.',
    ),
    helpUrl: 'https://support.google.com/a/answer/9368756',
    retryable: false,
    scenarioId: 'google.session-policy',
  },
  admin_policy_enforced: {
    title: text('Blocked by the administrator'),
    message: text('The account’s organization does not allow this app.'),
    cause: text(
      'The Google Workspace administrator decides which apps may see calendars, and has not allowed the clinic’s OAuth client.',
    ),
    fix: text(
      'Give the administrator the client ID and ask to trust it: Admin console, Security, API controls, App access control.',
    ),
    helpUrl: appsPage,
    retryable: false,
    scenarioId: 'google.admin-policy',
  },
  org_internal: {
    title: text('For one organization only'),
    message: text('This OAuth client accepts only accounts of its own organization.'),
    cause: text(
      'The Google Cloud project is set to “Internal”, and the account that was chosen belongs to somebody else.',
    ),
    fix: text(
      'Sign in with an account of that organization, or change the project to “External” under Google Auth Platform, Audience.',
    ),
    helpUrl: 'https://console.cloud.google.com/auth/audience',
    retryable: false,
    scenarioId: 'google.internal-only',
  },
  disallowed_useragent: {
    title: text('Browser not allowed'),
    message: text('Google does not allow signing in inside this window.'),
    cause: text('The sign-in page was opened in a window inside another app instead of in a browser.'),
    fix: text('Choose “Copy sign-in link” and paste it into Chrome, Edge, Firefox or Safari on this computer.'),
    helpUrl: oauthGuide,
    retryable: true,
    scenarioId: 'google.embedded-browser',
  },
  invalid_scope: {
    title: text('Permission unknown'),
    message: text('Google does not know a permission that was asked for.'),
    cause: text('The Google Cloud project may not ask for it, or Google has renamed it since this console was made.'),
    fix: text(
      'Update the console. If it happens again, send the support bundle from Settings to your support contact.',
    ),
    helpUrl: oauthGuide,
    retryable: false,
    scenarioId: 'google.unknown-scope',
  },
  invalid_request: {
    title: text('Sign-in request refused'),
    message: text('Google did not accept the sign-in request.'),
    cause: text(
      'Often the Google Cloud project is unfinished: its app name or support address is missing. Or something on the way changed the link.',
    ),
    fix: text(
      'Finish Google Auth Platform, Branding, in Google Cloud. Then connect again, with the link exactly as the console made it.',
    ),
    helpUrl: 'https://console.cloud.google.com/auth/branding',
    retryable: false,
    scenarioId: 'google.unfinished-project',
  },
  invalid_token: {
    title: text('Already ended'),
    message: text('Google does not know this sign-in any more.'),
    cause: text('It ended earlier, or somebody removed it in the Google account.'),
    fix: text('Nothing is left to withdraw. To use the calendar, sign in again.'),
    helpUrl: accountPage,
    retryable: false,
    scenarioId: 'google.ended-token',
  },
};

export const googleRows: Readonly<Record<string, CatalogueRow>> = { ...signInRows, ...googleCalendarRows };

export const googleErrors: ProviderErrors = {
  rows: googleRows,
  errorPage: () => 'https://developers.google.com/workspace/calendar/api/guides/errors',
  groups: [{ id: 'calendar', title: text('Calendar') }],
  groupOf: (code) => (Object.hasOwn(googleCalendarRows, code) ? 'calendar' : 'account'),
  rowOfStatus: { 401: 'authError', 403: 'forbidden', 404: 'notFound', 410: 'deleted', 429: 'rateLimitExceeded' },
  rowOfFault: 'backendError',
};
