/** What Google Calendar answers once somebody is signed in. */
import { type Text, text } from '../../texts/translate';
import type { CatalogueRow } from '../error-rows';

const helpUrl = 'https://developers.google.com/workspace/calendar/api/guides/errors';
const calendarPage = 'https://calendar.google.com/calendar/r/settings';
const statusPage = 'https://www.google.com/appsstatus/dashboard/';
const enablePage = 'https://console.cloud.google.com/apis/library/calendar-json.googleapis.com';

const permissionMissing = (scenarioId: string): CatalogueRow => ({
  title: text('Permission missing'),
  message: text('Google says that a permission is missing for this.'),
  cause: text(
    'A box was not ticked on Google’s page, or the calendar belongs to somebody else and only the account’s own ones were allowed.',
  ),
  fix: text(
    'Choose “Reconnect” and tick every box about Google Calendar. For a calendar that is shared with the account, connect with “Shared calendars too”.',
  ),
  helpUrl,
  retryable: false,
  scenarioId,
});

const notEnabled = (scenarioId: string): CatalogueRow => ({
  title: text('Calendar not switched on'),
  message: text('Google Calendar is not switched on in this Google Cloud project.'),
  cause: text(
    'Each project has its own list of services, and the “Google Calendar API” is not on it. Perhaps the OAuth client is from another project than intended.',
  ),
  fix: text(
    'Open the page with the link below, choose the project of this OAuth client, and choose “Enable”. It takes a few minutes to work.',
  ),
  helpUrl: enablePage,
  retryable: false,
  scenarioId,
});

const slowDown = (title: Text, cause: Text, scenarioId: string): CatalogueRow => ({
  title,
  message: text('Google asked us to slow down.'),
  cause,
  fix: text(
    'Wait a minute, then try again. If it keeps happening, find out which other program uses this Google Cloud project or this account.',
  ),
  helpUrl,
  retryable: true,
  scenarioId,
});

export const googleCalendarRows: Record<string, CatalogueRow> = {
  authError: {
    title: text('Sign-in not accepted'),
    message: text('Google did not accept the sign-in for this request.'),
    cause: text('The access was removed in the Google account a moment ago, or the account was suspended.'),
    fix: text('Choose “Check now”. If it fails again, choose “Reconnect” and sign in again.'),
    helpUrl,
    retryable: false,
    scenarioId: 'google.refused-token',
  },
  insufficientPermissions: permissionMissing('google.permission-lost'),
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: permissionMissing('google.permission-lost-new'),
  accessNotConfigured: notEnabled('google.not-enabled'),
  SERVICE_DISABLED: notEnabled('google.not-enabled-new'),
  notACalendarUser: {
    title: text('Account without a calendar'),
    message: text('This Google account does not have Google Calendar.'),
    cause: text(
      'The organization’s administrator has switched Google Calendar off for this account, or its edition of Google Workspace has none.',
    ),
    fix: text(
      'Ask the administrator to switch on Google Calendar for the account: Admin console, Apps, Google Workspace, Calendar. Or sign in with another account.',
    ),
    helpUrl: 'https://support.google.com/a/answer/57919',
    retryable: false,
    scenarioId: 'google.no-calendar',
  },
  'no-usable-calendar': {
    title: text('No calendar to book on'),
    message: text('The account has no calendar that can be booked on.'),
    cause: text(
      'All calendars in its list belong to somebody else, and are shared for reading only or need the wider permission.',
    ),
    fix: text(
      'Sign in as the owner of the clinic’s calendar. Or have it shared with “Make changes to events”, and connect with “Shared calendars too”.',
    ),
    helpUrl: calendarPage,
    retryable: false,
    scenarioId: 'google.only-shared',
  },
  forbidden: {
    title: text('Not allowed on this calendar'),
    message: text('This account may not do that on this calendar.'),
    cause: text('The calendar belongs to somebody else, and it is shared for reading only or not any more.'),
    fix: text('Ask its owner to share it with “Make changes to events”, or pick another calendar.'),
    helpUrl: calendarPage,
    retryable: false,
    scenarioId: 'google.forbidden',
  },
  requiredAccessLevel: {
    title: text('Read-only calendar'),
    message: text('This account may only read this calendar.'),
    cause: text('It is shared with the account for reading, and booking needs more.'),
    fix: text('Ask its owner to share it with “Make changes to events”, or pick another calendar.'),
    helpUrl: calendarPage,
    retryable: false,
    scenarioId: 'google.read-only',
  },
  rateLimitExceeded: slowDown(
    text('Too many requests'),
    text('Too many requests came from this Google Cloud project in a short time. This one was not carried out.'),
    'google.rate-limit',
  ),
  userRateLimitExceeded: slowDown(
    text('Too many requests'),
    text('Too many requests were made for this account in a short time. This one was not carried out.'),
    'google.user-rate-limit',
  ),
  quotaExceeded: slowDown(
    text('Limit reached'),
    text('The account made many events in a short time, and Google holds it back for some hours.'),
    'google.quota',
  ),
  dailyLimitExceeded: slowDown(
    text('Daily limit reached'),
    text('The Google Cloud project used up what Google allows in a day.'),
    'google.daily-limit',
  ),
  notFound: {
    title: text('Calendar not found'),
    message: text('Google does not find this calendar.'),
    cause: text('It was deleted, or its owner no longer shares it with this account.'),
    fix: text('Pick another calendar. If it should be there, open Google Calendar with this account and look for it.'),
    helpUrl: calendarPage,
    retryable: false,
    scenarioId: 'google.calendar-gone',
  },
  deleted: {
    title: text('Already deleted'),
    message: text('Google says that this was deleted already.'),
    cause: text('Somebody removed it in Google Calendar a moment ago.'),
    fix: text('Choose “Check now”. If the calendar itself is gone, pick another one.'),
    helpUrl: calendarPage,
    retryable: false,
    scenarioId: 'google.calendar-deleted',
  },
  internalError: {
    title: text('Calendar not read for a moment'),
    message: text('Google could not read this calendar at the moment.'),
    cause: text(
      'Something went wrong inside Google. It says nothing about the calendar, and usually passes within minutes.',
    ),
    fix: text('Wait a few minutes, then try again. The link below shows whether Google knows of trouble.'),
    helpUrl: statusPage,
    retryable: true,
    scenarioId: 'google.free-busy-fault',
  },
  backendError: {
    title: text('Trouble at Google'),
    message: text('Google Calendar reported a fault of its own.'),
    cause: text('Something went wrong inside Google. It usually passes within minutes.'),
    fix: text('Wait a few minutes, then try again. The link below shows whether Google knows of trouble.'),
    helpUrl: statusPage,
    retryable: true,
    scenarioId: 'google.backend-error',
  },
};
