/** Failures of the console's own updates. Nothing that fails here changes the program that runs. */

import type { AppErrorData } from '../errors';
import { t, text } from '../texts/translate';

/** Every kind, with two to five words for a heading. */
export const updateErrorTitles = {
  off: text('No feed to ask'),
  'feed-address': text('Not a feed address'),
  'feed-missing': text('No feed there'),
  'feed-unsigned': text('Feed without a signature'),
  'feed-tampered': text('Feed signature does not fit'),
  'feed-unreadable': text('Feed of a newer kind'),
  older: text('Older version offered'),
  'no-package': text('No package for this computer'),
  'file-missing': text('Package not there'),
  'file-tampered': text('Package does not fit the feed'),
  'not-installable': text('Copy that can’t be updated'),
  'install-refused': text('Administrator’s password not given'),
  'install-failed': text('Installation failed'),
  'disk-full': text('Disk full during the download'),
} as const;
export type UpdateErrorKind = keyof typeof updateErrorTitles;

type Row = Omit<AppErrorData, 'code' | 'providerCode'>;

/** @param detail a host, a version or a command, already safe to show; what is usual when left out */
function updateRow(kind: UpdateErrorKind, detail: string | null): Row {
  switch (kind) {
    case 'off':
      return {
        message: t('Updates are off: no feed can be asked.'),
        cause: t('No feed is configured, or this program carries no key to check one with.'),
        fix: t(
          'Enter the address under Settings, Updates: Feed address. If it says that the program has no key, install the new version by hand.',
        ),
        retryable: false,
      };
    case 'feed-address':
      return {
        message: t('That is no address of an update feed.'),
        cause: t('A feed is a folder on a web server that is reached over https.'),
        fix: t('Enter it as https://updates.example/console, without a user name or password in it.'),
        retryable: false,
      };
    case 'feed-missing':
      return {
        message: t('There is no feed for this computer at {address}.', { address: detail ?? t('that address') }),
        cause: t('The address is not quite right, or nothing was published there for this system yet.'),
        fix: t('Check the feed address under Settings, Updates, with whoever gave it to you.'),
        retryable: true,
      };
    case 'feed-unsigned':
      return {
        message: t('The feed was refused: it carries no signature.'),
        cause: t('Without one nobody can tell who published it. It may be half uploaded, or not the publisher’s.'),
        fix: t('Nothing was installed. Check the feed address. If it is right, tell whoever publishes the feed.'),
        retryable: true,
      };
    case 'feed-tampered':
      return {
        message: t('The feed was refused: its signature does not fit.'),
        cause: t('It was changed on the way or on its server, or somebody else made it.'),
        fix: t('Nothing was installed. Tell whoever publishes the feed, and look at what is between you and it.'),
        retryable: false,
      };
    case 'feed-unreadable':
      return {
        message: t('The feed is genuine, but this version does not understand it.'),
        cause: t('It was made for a newer console, or with something left out.'),
        fix: t('Nothing was installed. Install the new version by hand once, or tell whoever publishes the feed.'),
        retryable: false,
      };
    case 'older':
      return {
        message: t('The feed was refused: it offers {version}, which is older than this one.', {
          version: detail ?? t('a version'),
        }),
        cause: t(
          'Going back is never done by an update: older versions have faults that were fixed since, and can’t open newer data.',
        ),
        fix: t('Nothing was installed. Usually an old feed is still on the server. Tell whoever publishes it.'),
        retryable: true,
      };
    case 'no-package':
      return {
        message: t('Version {version} has no file for the way in which this console was installed.', {
          version: detail ?? t('of the feed'),
        }),
        cause: t('The release was published for other systems only.'),
        fix: t('Tell whoever publishes the feed, or install the new version by hand.'),
        retryable: true,
      };
    case 'file-missing':
      return {
        message: t('The feed names a file that is not there.'),
        cause: t('The upload of the new version is not finished, or a part of it was removed.'),
        fix: t('Nothing was installed. Try again later, and tell whoever publishes the feed if it goes on.'),
        retryable: true,
      };
    case 'file-tampered':
      return {
        message: t('The downloaded file was refused: it is not the one that the feed describes.'),
        cause: t('It was changed on the way or on its server, or the upload was damaged.'),
        fix: t(
          'Nothing was installed. The file was deleted. Try again once; if it happens again, tell whoever publishes the feed.',
        ),
        retryable: true,
      };
    case 'not-installable':
      return {
        message: t('This copy of the console can’t be updated from here.'),
        cause: t('It was started from a folder or installed in a way that the console does not manage.'),
        fix: t('Install the new version in the way in which this one was installed.'),
        retryable: false,
      };
    case 'install-refused':
      return {
        message: t('The update was not installed: the administrator’s password was not given.'),
        cause: t(
          'On this system a program is installed by an administrator, and the question was closed or answered wrongly.',
        ),
        fix:
          detail === null
            ? t('Go on with the update and give the password, or let an administrator install the package.')
            : t('Go on with the update and give the password, or let an administrator run: {command}', {
                command: detail,
              }),
        retryable: true,
      };
    case 'install-failed':
      return {
        message: t('The update could not be installed.'),
        cause: t('The system’s installer refused it or stopped half-way. Your data is not touched by it.'),
        fix:
          detail === null
            ? t('Go on with the update, or let an administrator install the package.')
            : t('Go on with the update, or let an administrator run: {command}', { command: detail }),
        retryable: true,
      };
    case 'disk-full':
      return {
        message: t('The update could not be downloaded: the disk is full.'),
        cause: t('The file has to lie on this computer before it can be checked and installed.'),
        fix: t('Make room, then download again. What is there already is kept, and continued.'),
        retryable: true,
      };
  }
}

export function describeUpdateError(kind: UpdateErrorKind, detail: string | null = null): AppErrorData {
  return { code: `update.${kind}`, ...updateRow(kind, detail) };
}
