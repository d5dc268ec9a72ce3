/** Failures of the console's own updates. Nothing that fails here changes the program that runs. */
import type { AppErrorData } from '../errors';

/** Every kind, with two to five words for a heading. */
export const updateErrorTitles = {
  off: 'No feed to ask',
  'feed-address': 'Not a feed address',
  'feed-missing': 'No feed there',
  'feed-unsigned': 'Feed without a signature',
  'feed-tampered': 'Feed signature does not fit',
  'feed-unreadable': 'Feed of a newer kind',
  older: 'Older version offered',
  'no-package': 'No package for this computer',
  'file-missing': 'Package not there',
  'file-tampered': 'Package does not fit the feed',
  'not-installable': 'Copy that can’t be updated',
  'install-refused': 'Administrator’s password not given',
  'install-failed': 'Installation failed',
  'disk-full': 'Disk full during the download',
} as const;
export type UpdateErrorKind = keyof typeof updateErrorTitles;

type Row = Omit<AppErrorData, 'code' | 'providerCode'>;

const nothingChanged = 'Nothing was installed.';

/** What an administrator does, after `let an administrator`. */
const runs = (command: string | null) => (command === null ? 'install the package.' : `run: ${command}`);

/** @param detail a host, a version or a command, already safe to show; what is usual when left out */
function updateRow(kind: UpdateErrorKind, detail: string | null): Row {
  switch (kind) {
    case 'off':
      return {
        message: 'Updates are off: no feed can be asked.',
        cause: 'No feed is configured, or this program carries no key to check one with.',
        fix:
          'Enter the address under Settings, Updates: Feed address. If it says that the program has no key, ' +
          'install the new version by hand.',
        retryable: false,
      };
    case 'feed-address':
      return {
        message: 'That is no address of an update feed.',
        cause: 'A feed is a folder on a web server that is reached over https.',
        fix: 'Enter it as https://updates.example/console, without a user name or password in it.',
        retryable: false,
      };
    case 'feed-missing':
      return {
        message: `There is no feed for this computer at ${detail ?? 'that address'}.`,
        cause: 'The address is not quite right, or nothing was published there for this system yet.',
        fix: 'Check the feed address under Settings, Updates, with whoever gave it to you.',
        retryable: true,
      };
    case 'feed-unsigned':
      return {
        message: 'The feed was refused: it carries no signature.',
        cause: 'Without one nobody can tell who published it. It may be half uploaded, or not the publisher’s.',
        fix: `${nothingChanged} Check the feed address. If it is right, tell whoever publishes the feed.`,
        retryable: true,
      };
    case 'feed-tampered':
      return {
        message: 'The feed was refused: its signature does not fit.',
        cause: 'It was changed on the way or on its server, or somebody else made it.',
        fix: `${nothingChanged} Tell whoever publishes the feed, and look at what is between you and it.`,
        retryable: false,
      };
    case 'feed-unreadable':
      return {
        message: 'The feed is genuine, but this version does not understand it.',
        cause: 'It was made for a newer console, or with something left out.',
        fix: `${nothingChanged} Install the new version by hand once, or tell whoever publishes the feed.`,
        retryable: false,
      };
    case 'older':
      return {
        message: `The feed was refused: it offers ${detail ?? 'a version'}, which is older than this one.`,
        cause:
          'Going back is never done by an update: older versions have faults that were fixed since, and can’t ' +
          'open newer data.',
        fix: `${nothingChanged} Usually an old feed is still on the server. Tell whoever publishes it.`,
        retryable: true,
      };
    case 'no-package':
      return {
        message: `Version ${detail ?? 'of the feed'} has no file for the way in which this console was installed.`,
        cause: 'The release was published for other systems only.',
        fix: 'Tell whoever publishes the feed, or install the new version by hand.',
        retryable: true,
      };
    case 'file-missing':
      return {
        message: 'The feed names a file that is not there.',
        cause: 'The upload of the new version is not finished, or a part of it was removed.',
        fix: `${nothingChanged} Try again later, and tell whoever publishes the feed if it goes on.`,
        retryable: true,
      };
    case 'file-tampered':
      return {
        message: 'The downloaded file was refused: it is not the one that the feed describes.',
        cause: 'It was changed on the way or on its server, or the upload was damaged.',
        fix:
          `${nothingChanged} The file was deleted. Try again once; if it happens again, tell ` +
          'whoever publishes the ' +
          'feed.',
        retryable: true,
      };
    case 'not-installable':
      return {
        message: 'This copy of the console can’t be updated from here.',
        cause: 'It was started from a folder or installed in a way that the console does not manage.',
        fix: 'Install the new version in the way in which this one was installed.',
        retryable: false,
      };
    case 'install-refused':
      return {
        message: 'The update was not installed: the administrator’s password was not given.',
        cause:
          'On this system a program is installed by an administrator, and the question was closed or answered wrongly.',
        fix: `Go on with the update and give the password, or let an administrator ${runs(detail)}`,
        retryable: true,
      };
    case 'install-failed':
      return {
        message: 'The update could not be installed.',
        cause: 'The system’s installer refused it or stopped half-way. Your data is not touched by it.',
        fix: `Go on with the update, or let an administrator ${runs(detail)}`,
        retryable: true,
      };
    case 'disk-full':
      return {
        message: 'The update could not be downloaded: the disk is full.',
        cause: 'The file has to lie on this computer before it can be checked and installed.',
        fix: 'Make room, then download again. What is there already is kept, and continued.',
        retryable: true,
      };
  }
}

export function describeUpdateError(kind: UpdateErrorKind, detail: string | null = null): AppErrorData {
  return { code: `update.${kind}`, ...updateRow(kind, detail) };
}
