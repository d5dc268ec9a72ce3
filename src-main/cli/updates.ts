/** `updates status | check | install`. */

import type { Command } from 'commander';
import { AppError, refusal } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import { feedWords, megabytes } from '../../src-shared/updates/update-words';
import type { Updates } from '../../src-shared/updates/updates';
import type { UpdateService } from '../updates/update-service';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { openCommandUpdates } from './open-updates';
import { usageError } from './terminal';

/** What a person reads of it. */
function lines({ version, feed, automatic, lastCheckedAt, update }: Updates): string[] {
  const time = lastCheckedAt === null ? t('never') : lastCheckedAt;
  return [
    t('This is version {version}.', { version }),
    t('Feed: {feed}', { feed: feedWords({ feed }) }),
    ...(feed === null
      ? []
      : [
          automatic ? t('Asked once a day; last: {time}.', { time }) : t('Asked by hand only; last: {time}.', { time }),
        ]),
    ...stateLines(update),
  ];
}

function stateLines(update: Updates['update']): string[] {
  switch (update.state) {
    case 'off':
      return update.reason === 'no-key' ? [t('This program carries no key to check a feed with.')] : [];
    case 'idle':
      return update.heldBack === null
        ? []
        : [
            t('Version {version} is rolled out step by step; this computer’s turn has not come.', {
              version: update.heldBack,
            }),
          ];
    case 'available':
      return [
        t('Version {version} is there ({size}).', {
          version: update.offer.version,
          size: megabytes(update.offer.size),
        }),
        ...(update.offer.notes === ''
          ? []
          : [t('What is new:'), ...update.offer.notes.split('\n').map((line) => `  ${line}`)]),
      ];
    default:
      return [];
  }
}

/** @throws AppError what the feed was refused for */
async function checked(updates: UpdateService): Promise<Updates> {
  return thrown(await updates.check());
}

/** A failure of the machine, as a command tells one. */
function thrown(now: Updates): Updates {
  if (now.update.state === 'failed') throw new AppError(now.update.error);
  return now;
}

type FeedOption = { feed?: string };
const withFeed = (command: Command) => command.option('--feed <address>', t('the feed to ask from now on'));

export function addUpdateCommands(program: Command, context: CommandContext): void {
  const { terminal } = context;
  const updates = program.command('updates').description(t('new versions of the console, from a signed feed'));
  const answer = (json: boolean, now: Updates) => {
    if (json) terminal.printJson({ version: jsonVersion, updates: now });
    else for (const line of lines(now)) terminal.print(line);
  };

  async function withUpdates(work: (service: UpdateService) => Promise<void>, publish?: (now: Updates) => void) {
    const opened = await openCommandUpdates(context, publish);
    const stop = () => void opened.updates.cancel();
    context.signal.addEventListener('abort', stop, { once: true });
    try {
      await work(opened.updates);
      return undefined;
    } finally {
      await opened.close();
    }
  }

  withJson(updates.command('status'))
    .description(t('which feed is asked, and since when; asks nobody'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () => withUpdates(async (service) => answer(json, service.snapshot()))),
    );

  withFeed(withJson(updates.command('check')))
    .description(t('ask the feed for a newer version; downloads nothing'))
    .action(({ json, feed }: JsonOption & FeedOption) =>
      runCommand(context, json, () =>
        withUpdates(async (service) => {
          if (feed !== undefined) await service.configure({ feed });
          const now = await checked(service);
          answer(json, now);
          if (!json && now.update.state === 'idle' && now.update.heldBack === null)
            terminal.print(t('This is the newest version.'));
        }),
      ),
    );

  withFeed(withJson(updates.command('install')))
    .description(t('download the newer version, check it, and give it to the system’s installer'))
    .option('--version-to-install <version>', t('the version that `updates check` told; no other one is installed'))
    .action(({ json, versionToInstall, feed }: JsonOption & FeedOption & { versionToInstall?: string }) =>
      runCommand(context, json, () => {
        let tenths = 0;
        const progress = ({ update }: Updates) => {
          if (update.state !== 'downloading') return;
          const now = Math.floor((10 * update.received) / Math.max(1, update.offer.size));
          if (now > tenths)
            terminal.progress(t('{percent} % of {size}', { percent: now * 10, size: megabytes(update.offer.size) }));
          tenths = now;
        };
        return withUpdates(async (service) => {
          if (feed !== undefined) await service.configure({ feed });
          const found = await checked(service);
          if (found.update.state !== 'available') return answer(json, found);
          const { version } = found.update.offer;
          // The release notes are shown before anything is downloaded or installed.
          for (const line of stateLines(found.update)) terminal.tell(line);
          if (versionToInstall !== version)
            throw usageError(
              t('Version {version} was not asked for.', { version }),
              t('To install it, add --version-to-install {version}.', { version }),
            );
          thrown(await service.download());
          const ended = thrown(await service.install());
          if (ended.update.state === 'ready' && (ended.update.install?.waitsFor.length ?? 0) > 0)
            throw refusal(
              'update.window-open',
              t('The console’s window is open.'),
              t('An update that is installed under an open window could cut off what is done in it.'),
              t('Close the window and try again, or install the update there: Settings, Updates.'),
            );
          terminal.say(t('Version {version} is installed. It runs from the next start.', { version }));
          answer(json, ended);
        }, progress);
      }),
    );
}
