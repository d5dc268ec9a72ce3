/** `updates status | check | install`. */
import type { Command } from 'commander';
import { AppError, refusal } from '../../src-shared/errors';
import { feedWords, megabytes } from '../../src-shared/updates/update-words';
import type { Updates } from '../../src-shared/updates/updates';
import type { UpdateService } from '../updates/update-service';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { openCommandUpdates } from './open-updates';
import { usageError } from './terminal';

/** What a person reads of it. */
function lines({ version, feed, automatic, lastCheckedAt, update }: Updates): string[] {
  const asked = lastCheckedAt === null ? 'never' : lastCheckedAt;
  return [
    `This is version ${version}.`,
    `Feed: ${feedWords({ feed })}`,
    ...(feed === null ? [] : [`Asked ${automatic ? 'once a day' : 'by hand only'}; last: ${asked}.`]),
    ...stateLines(update),
  ];
}

function stateLines(update: Updates['update']): string[] {
  switch (update.state) {
    case 'off':
      return update.reason === 'no-key' ? ['This program carries no key to check a feed with.'] : [];
    case 'idle':
      return update.heldBack === null
        ? []
        : [`Version ${update.heldBack} is rolled out step by step; this computer’s turn has not come.`];
    case 'available':
      return [
        `Version ${update.offer.version} is there (${megabytes(update.offer.size)}).`,
        ...(update.offer.notes === ''
          ? []
          : ['What is new:', ...update.offer.notes.split('\n').map((line) => `  ${line}`)]),
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
const withFeed = (command: Command) => command.option('--feed <address>', 'the feed to ask from now on');

export function addUpdateCommands(program: Command, context: CommandContext): void {
  const { terminal } = context;
  const updates = program.command('updates').description('new versions of the console, from a signed feed');
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
    .description('which feed is asked, and since when; asks nobody')
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () => withUpdates(async (service) => answer(json, service.snapshot()))),
    );

  withFeed(withJson(updates.command('check')))
    .description('ask the feed for a newer version; downloads nothing')
    .action(({ json, feed }: JsonOption & FeedOption) =>
      runCommand(context, json, () =>
        withUpdates(async (service) => {
          if (feed !== undefined) await service.configure({ feed });
          const now = await checked(service);
          answer(json, now);
          if (!json && now.update.state === 'idle' && now.update.heldBack === null)
            terminal.print('This is the newest version.');
        }),
      ),
    );

  withFeed(withJson(updates.command('install')))
    .description('download the newer version, check it, and give it to the system’s installer')
    .option('--version-to-install <version>', 'the version that `updates check` told; no other one is installed')
    .action(({ json, versionToInstall, feed }: JsonOption & FeedOption & { versionToInstall?: string }) =>
      runCommand(context, json, () => {
        let tenths = 0;
        const progress = ({ update }: Updates) => {
          if (update.state !== 'downloading') return;
          const now = Math.floor((10 * update.received) / Math.max(1, update.offer.size));
          if (now > tenths) terminal.progress(`${now * 10} % of ${megabytes(update.offer.size)}`);
          tenths = now;
        };
        return withUpdates(async (service) => {
          if (feed !== undefined) await service.configure({ feed });
          const found = await checked(service);
          if (found.update.state !== 'available') return answer(json, found);
          const { version } = found.update.offer;
          // What is new is shown before anything is downloaded: a version that nobody read of is not installed.
          for (const line of stateLines(found.update)) terminal.tell(line);
          if (versionToInstall !== version)
            throw usageError(
              `Version ${version} was not asked for.`,
              `To install it, add --version-to-install ${version}.`,
            );
          thrown(await service.download());
          const ended = thrown(await service.install());
          if (ended.update.state === 'ready' && (ended.update.install?.waitsFor.length ?? 0) > 0)
            throw refusal(
              'update.window-open',
              'The console’s window is open.',
              'An update that is installed under an open window could cut off what is done in it.',
              'Close the window and try again, or install the update there: Settings, Updates.',
            );
          terminal.say(`Version ${version} is installed. It runs from the next start.`);
          answer(json, ended);
        }, progress);
      }),
    );
}
