/**
 * The one machine of updates. Its whole state is one value; what the window sees is made from it. A person decides each
 * step: asking, downloading, installing. An installation waits until nothing is cut off by it.
 */

import { AppError, toAppErrorData } from '../../src-shared/errors';
import { t } from '../../src-shared/texts/translate';
import type { Hold, Offer, UpdateState, Updates } from '../../src-shared/updates/updates';
import type { AuditNote } from '../storage/repositories';
import { feedAddress } from './feed-address';
import type { FeedUpdater } from './feed-updater';
import type { ProgramUpdates } from './program-updates';
import { updateError } from './update-error';
import type { UpdatesFile } from './updates-file';

/** How often the feed is asked by itself, in milliseconds. */
const checkIntervalMs = 24 * 3_600_000;

export type UpdateServiceDeps = {
  program: ProgramUpdates;
  file: UpdatesFile;
  /** Reads electron-updater, so only when a feed is really asked. */
  openFeed: (feed: URL) => Promise<FeedUpdater>;
  /** What runs now and must not be cut off, the window's own apart. */
  running: () => Hold[];
  /** A packaged file to the system's installer. @throws AppError `update.install-*` */
  handOver: (file: string, updater: FeedUpdater) => Promise<void>;
  /** Removes what was downloaded. */
  clear: () => void;
  /** Starts the new version and ends this one. */
  restart: () => void;
  /** Into the audit trail, where one is open. */
  record: (note: AuditNote) => Promise<void>;
  publish: (updates: Updates) => void;
  now: () => Date;
};

type State =
  | Exclude<UpdateState, { state: 'ready' }>
  | (Extract<UpdateState, { state: 'ready' }> & { file: string; isInstalled: boolean });

export type UpdateService = ReturnType<typeof createUpdateService>;

export function createUpdateService(deps: UpdateServiceDeps) {
  const { program, file, publish } = deps;
  let state: State = atRest();
  let updater: { address: string; feed: FeedUpdater } | null = null;
  /** Ends the check or download that is under way. */
  let job = new AbortController();
  /** The window has a set-up or a dialog open. */
  let windowHolds = false;

  function feed(): Updates['feed'] {
    const set = file.read().feed;
    if (set !== null) return { address: set.address, setBy: 'person', since: set.since };
    return program.feed === null ? null : { address: program.feed, setBy: 'program', since: null };
  }

  function atRest(): State {
    if (feed() === null) return { state: 'off', reason: 'no-feed' };
    if (program.publicKeys.length === 0) return { state: 'off', reason: 'no-key' };
    return { state: 'idle', heldBack: null };
  }

  function snapshot(): Updates {
    const { automatic, lastCheckedAt, news } = file.read();
    const { version, installedBy } = program;
    let update: UpdateState;
    if (state.state === 'ready') {
      const { file: _file, isInstalled: _isInstalled, ...shown } = state;
      update = shown;
    } else update = state;
    return { version, installedBy, feed: feed(), automatic, lastCheckedAt, update, news };
  }

  function setState(next: State): Updates {
    state = next;
    const now = snapshot();
    publish(now);
    return now;
  }

  const record = (action: AuditNote['action'], outcome: AuditNote['outcome'], detail: string) =>
    deps.record({ action, outcome, detail, simulated: false });

  /** What is thrown becomes the state; what was stopped leaves things as they were before. */
  function fail(thrown: unknown, offer: Offer | null, before: State): Updates {
    if (thrown instanceof AppError && thrown.data.code === 'call.stopped') return setState(before);
    return setState({ state: 'failed', error: toAppErrorData(thrown), offer });
  }

  async function opened(): Promise<FeedUpdater> {
    const address = feed()?.address;
    if (address === undefined || program.publicKeys.length === 0) throw updateError('off');
    if (updater?.address === address) return updater.feed;
    const made = await deps.openFeed(feedAddress(address, program.allowsLoopback));
    updater = { address, feed: made };
    return made;
  }

  function begin(): AbortController {
    job.abort();
    job = new AbortController();
    return job;
  }

  const isBusy = () =>
    state.state === 'checking' || state.state === 'downloading' || (state.state === 'ready' && state.install !== null);

  async function check(): Promise<Updates> {
    // What is ready stays so: a newer one is found after the restart.
    if (isBusy() || state.state === 'ready') return snapshot();
    const before = state;
    const { signal } = begin();
    if (before.state === 'off') throw updateError('off');
    setState({ state: 'checking' });
    try {
      const found = await (await opened()).check(signal);
      if (signal.aborted) return snapshot();
      file.update({ lastCheckedAt: deps.now().toISOString() });
      return setState(
        'offer' in found ? { state: 'available', offer: found.offer } : { state: 'idle', heldBack: found.heldBack },
      );
    } catch (thrown) {
      return signal.aborted ? snapshot() : fail(thrown, null, before);
    }
  }

  async function download(): Promise<Updates> {
    const before = state;
    const offer = before.state === 'available' || before.state === 'failed' ? before.offer : null;
    if (offer === null) return snapshot();
    if (program.installedBy === null) throw updateError('not-installable');
    const { signal } = begin();
    setState({ state: 'downloading', offer, received: 0 });
    let told = 0;
    const progress = (received: number) => {
      // A hundred steps are as smooth as a bar gets.
      if (signal.aborted || received - told < offer.size / 100) return;
      told = received;
      setState({ state: 'downloading', offer, received });
    };
    try {
      const downloaded = await (await opened()).download(progress, signal);
      if (signal.aborted) return snapshot();
      await record(
        'update.downloaded',
        'succeeded',
        t('Version {version}, checked against the signed feed', { version: offer.version }),
      );
      return setState({ state: 'ready', offer, install: null, file: downloaded, isInstalled: false });
    } catch (thrown) {
      if (signal.aborted) return setState({ state: 'available', offer });
      const { code } = toAppErrorData(thrown);
      await record(
        'update.downloaded',
        'failed',
        t('Version {version}: {code}', { version: offer.version, code }),
      ).catch(() => undefined);
      return fail(thrown, offer, { state: 'available', offer });
    }
  }

  const holds = (): Hold[] => [...deps.running(), ...(windowHolds ? ['window' as const] : [])];

  /** A person asked for it. Goes on by itself once nothing is in the way. */
  async function install(): Promise<Updates> {
    if (state.state !== 'ready' || state.install !== null) return snapshot();
    return proceed();
  }

  async function proceed(): Promise<Updates> {
    if (state.state !== 'ready') return snapshot();
    const ready = state;
    const { offer } = ready;
    const waitsFor = holds();
    const now = setState({ ...ready, install: { waitsFor } });
    if (waitsFor.length > 0) return now;
    if (ready.isInstalled) {
      deps.restart();
      return now;
    }
    try {
      const feedUpdater = await opened();
      // It lay on the disk since it was checked.
      if (!(await feedUpdater.isWhole(ready.file))) throw updateError('file-tampered');
      file.update({ handedOver: { from: program.version, version: offer.version, notes: offer.notes } });
      await record(
        'update.handed-over',
        'succeeded',
        t('Version {version}, from {from}', { version: offer.version, from: program.version }),
      );
      await deps.handOver(ready.file, feedUpdater);
      // A person had time to begin something while the installer asked for a password: the restart waits for it.
      state = { ...ready, isInstalled: true };
      return await proceed();
    } catch (thrown) {
      file.update({ handedOver: null });
      const error = toAppErrorData(thrown);
      await record(
        'update.handed-over',
        'failed',
        t('Version {version}: {code}', { version: offer.version, code: error.code }),
      ).catch(() => undefined);
      return setState({ state: 'failed', error, offer });
    }
  }

  /** Something ended that an installation may have waited for. */
  function lookAgain(): void {
    if (state.state !== 'ready' || state.install === null || state.install.waitsFor.length === 0) return;
    const waitsFor = holds();
    if (waitsFor.length === 0) void proceed();
    else if (waitsFor.join() !== state.install.waitsFor.join()) setState({ ...state, install: { waitsFor } });
  }

  return {
    snapshot,
    check,
    download,
    install,
    lookAgain,

    /** Stops a check or a download, and an installation that waits. */
    cancel(): Updates {
      if (state.state === 'ready' && state.install !== null && state.install.waitsFor.length > 0)
        return setState({ ...state, install: null });
      if (state.state === 'checking') {
        job.abort();
        return setState(atRest());
      }
      if (state.state === 'downloading') {
        const { offer } = state;
        job.abort();
        return setState({ state: 'available', offer });
      }
      return snapshot();
    },

    /**
     * @param feed its address; null for the program's own, or for none
     * @throws AppError `update.feed-address`
     */
    async configure(change: { feed?: string | null; automatic?: boolean }): Promise<Updates> {
      const before = file.read();
      const address =
        change.feed === undefined
          ? before.feed?.address
          : change.feed === null || change.feed.trim() === ''
            ? undefined
            : feedAddress(change.feed, program.allowsLoopback).href;
      const automatic = change.automatic ?? before.automatic;
      const isSame = address === before.feed?.address;
      if (isSame && automatic === before.automatic) return snapshot();
      file.update({
        automatic,
        feed: isSame ? before.feed : address === undefined ? null : { address, since: deps.now().toISOString() },
      });
      await record(
        'update.configured',
        'succeeded',
        `${address ?? (program.feed === null ? t('No feed') : t('The program’s own feed'))}, ${
          automatic ? t('asked once a day') : t('asked by hand only')
        }`,
      );
      if (!isSame) {
        job.abort();
        return setState(atRest());
      }
      return setState(state);
    },

    /** The window has something open that a restart would lose. */
    holdForWindow(isOpen: boolean): void {
      windowHolds = isOpen;
      lookAgain();
    },

    /** What is new was read. */
    dismissNews(): Updates {
      file.update({ news: null });
      return setState(state);
    },

    /** After a start: what became of an update that was handed over. */
    async takeUp(): Promise<void> {
      const { handedOver } = file.read();
      if (handedOver === null) return;
      if (handedOver.version === program.version) {
        file.update({ handedOver: null, news: handedOver });
        deps.clear();
        await record(
          'update.installed',
          'succeeded',
          t('Version {version}, from {from}', { version: handedOver.version, from: handedOver.from }),
        );
        setState(state);
        return;
      }
      file.update({ handedOver: null });
      await record(
        'update.installed',
        'failed',
        t('Version {version} did not start; this is {running}', {
          version: handedOver.version,
          running: program.version,
        }),
      );
      setState({ state: 'failed', error: updateError('install-failed').data, offer: null });
    },

    /** Asks the feed when a day has passed, where a person has not switched that off. */
    async checkWhenDue(): Promise<void> {
      const { automatic, lastCheckedAt } = file.read();
      if (!automatic || (state.state !== 'idle' && state.state !== 'failed')) return;
      const last = lastCheckedAt === null ? 0 : Date.parse(lastCheckedAt);
      if (deps.now().getTime() - last < checkIntervalMs) return;
      await check();
    },

    close(): void {
      job.abort();
    },
  };
}
