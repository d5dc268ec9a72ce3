/**
 * electron-updater with the console's own feed in front: what it is told was signed, and what it downloads goes over
 * the console's own network. It compares versions, keeps to the staged roll-out, and keeps the checked file.
 */
import { renameSync } from 'node:fs';
import path from 'node:path';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import {
  AppUpdater,
  type DownloadExecutorResult,
  type DownloadUpdateOptions,
} from 'electron-updater/out/AppUpdater.js';
import { Provider, type ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import type { ResolvedUpdateFileInfo } from 'electron-updater/out/types.js';
import type { Offer, Updates } from '../../src-shared/updates/updates';
import { ensurePrivateFolder, writePrivateFile } from '../private-files';
import type { Network } from '../providers/http/network';
import { type Feed, type FeedFile, feedName, readFeed } from './feed';
import { createFeedRequests, type DownloadPolicy, sha512Of } from './feed-requests';
import { updateError } from './update-error';

const mostFeedBytes = 1_000_000;
const mostSignatureBytes = 1_000;

export type FeedUpdater = {
  /** @throws AppError `update.*`, `network.*`, `call.stopped` */
  check(signal: AbortSignal): Promise<{ offer: Offer } | { heldBack: string | null }>;
  /**
   * Of the version that `check` offered last.
   * @returns the checked file
   * @throws AppError `update.*`, `network.*`, `call.stopped`
   */
  download(onProgress: (received: number) => void, signal: AbortSignal): Promise<string>;
  /** The file that was downloaded is still the one that was checked. */
  isWhole(file: string): Promise<boolean>;
  /**
   * Hands the checked file to the system's installer and ends the program, where that is electron-updater's own work:
   * Windows and macOS.
   * @throws AppError `update.install-failed`
   */
  installNatively(): void;
};

export type FeedUpdaterOptions = {
  feed: URL;
  version: string;
  publicKeys: readonly string[];
  installedBy: Updates['installedBy'];
  /** For downloads and the id of the staged roll-out. */
  folder: string;
  network: Network;
  quit: () => void;
  policy?: DownloadPolicy;
};

const extensions: Record<NonNullable<Updates['installedBy']>, string> = {
  deb: '.deb',
  'app-image': '.AppImage',
  nsis: '.exe',
  mac: '.zip',
};

const architectures: Readonly<Record<string, RegExp>> = {
  x64: /(?:^|[^a-z0-9])(?:x64|amd64|x86_64)(?=[^a-z0-9]|$)/,
  arm64: /(?:^|[^a-z0-9])(?:arm64|aarch64)(?=[^a-z0-9]|$)/,
};

/** A file for other computers than this one. One that names none is for all. */
const isForeign = (name: string): boolean =>
  Object.entries(architectures).some(([arch, named]) => arch !== process.arch && named.test(name)) &&
  architectures[process.arch]?.test(name) !== true;

/** A version's files as electron-updater takes them. */
type SignedInfo = Omit<Feed, 'releaseNotes' | 'stagingPercentage'> & {
  path: string;
  sha512: string;
  releaseDate: string;
  releaseNotes: string;
  stagingPercentage?: number;
};

export async function createFeedUpdater(options: FeedUpdaterOptions): Promise<FeedUpdater> {
  const { feed, version, publicKeys, installedBy, folder } = options;
  const requests = createFeedRequests(feed, options.network, options.policy);
  let signal: AbortSignal = AbortSignal.abort();
  let tell: (received: number) => void = () => undefined;

  /** Those that this copy can be updated with; of several architectures its own. */
  function ownFiles({ files }: Pick<Feed, 'files'>): FeedFile[] {
    if (installedBy === null) return files;
    const extension = extensions[installedBy];
    return files.filter(({ url }) => url.endsWith(extension) && !isForeign(url));
  }

  class SignedFeed extends Provider<SignedInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    override async getLatestVersion(): Promise<SignedInfo> {
      const name = feedName();
      const bytes = await requests.read(name, mostFeedBytes, signal);
      if (bytes === null) throw updateError('feed-missing', feed.host);
      const signature = await requests.read(`${name}.sig`, mostSignatureBytes, signal);
      const read = readFeed(bytes, signature?.toString('latin1') ?? null, publicKeys);
      const order = updater.currentVersion.compare(read.version);
      if (order > 0) throw updateError('older', read.version);
      const [file] = ownFiles(read);
      if (order < 0 && file === undefined) throw updateError('no-package', read.version);
      const { stagingPercentage, ...described } = read;
      return {
        ...described,
        path: file?.url ?? '',
        sha512: file?.sha512 ?? '',
        releaseDate: read.releaseDate ?? '',
        releaseNotes: read.releaseNotes ?? '',
        ...(typeof stagingPercentage === 'number' ? { stagingPercentage } : {}),
      };
    }
    override resolveFiles(info: SignedInfo): ResolvedUpdateFileInfo[] {
      return ownFiles(info).map((file) => ({ url: new URL(encodeURIComponent(file.url), feed), info: file }));
    }
  }

  /** What electron-updater asks of a downloader, whichever system's updater asks it. */
  const executor = {
    async download(url: URL, destination: string, { sha512 }: { sha512?: string | null }): Promise<string> {
      const files = found === null ? [] : ownFiles(found);
      const file = files.find(
        (one) => one.sha512 === sha512 && new URL(encodeURIComponent(one.url), feed).href === url.href,
      );
      if (file === undefined) throw updateError('feed-unreadable');
      const part = await requests.download(file, path.join(folder, 'parts'), tell, signal);
      renameSync(part, destination);
      return destination;
    },
  };

  ensurePrivateFolder(folder);
  // The one setting that electron-updater reads from a file and nowhere else.
  const config = path.join(folder, 'app-update.yml');
  writePrivateFile(config, 'updaterCacheDirName: download\n');
  const adapter: AppAdapter = {
    version,
    name: 'Voxanne Console',
    isPackaged: true,
    appUpdateConfigPath: config,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => undefined,
    relaunch: () => undefined,
    quit: options.quit,
    onQuit: () => undefined,
  };

  /** A package of Linux: downloaded and checked here, installed by `hand-over.ts`. */
  class PackageUpdater extends AppUpdater {
    constructor() {
      super(null, adapter);
    }
    protected override doDownloadUpdate(download: DownloadUpdateOptions): Promise<DownloadExecutorResult> {
      const [fileInfo] = download.updateInfoAndProvider.provider.resolveFiles(download.updateInfoAndProvider.info);
      if (fileInfo === undefined || installedBy === null) return Promise.reject(updateError('not-installable'));
      return this.executeDownload({
        fileExtension: extensions[installedBy].slice(1),
        fileInfo,
        downloadUpdateOptions: download,
        task: (destination, { sha512 }) => executor.download(fileInfo.url, destination, { sha512: sha512 ?? null }),
        done: async () => undefined,
      });
    }
    override quitAndInstall(): void {
      throw updateError('not-installable');
    }
  }

  async function ownUpdater(): Promise<AppUpdater> {
    if (installedBy === 'nsis')
      return new (await import('electron-updater/out/NsisUpdater.js')).NsisUpdater(null, adapter);
    if (installedBy === 'mac')
      return new (await import('electron-updater/out/MacUpdater.js')).MacUpdater(undefined, adapter);
    return new PackageUpdater();
  }

  let found: SignedInfo | null = null;
  const updater = Object.assign(await ownUpdater(), { httpExecutor: executor });
  updater.logger = null;
  // Nothing is downloaded or installed that a person did not ask for.
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableDifferentialDownload = true;
  updater.disableWebInstaller = true;
  updater.allowDowngrade = false;
  updater.setFeedURL({ provider: 'custom', updateProvider: SignedFeed });

  return {
    async check(ended) {
      signal = ended;
      const result = await updater.checkForUpdates();
      const info = result?.updateInfo as SignedInfo | undefined;
      if (result === null || info === undefined) throw updateError('off');
      const isNewer = updater.currentVersion.compare(info.version) < 0;
      if (!result.isUpdateAvailable) return { heldBack: isNewer ? info.version : null };
      found = info;
      return {
        offer: {
          version: info.version,
          notes: info.releaseNotes,
          releasedAt: info.releaseDate === '' ? null : info.releaseDate,
          size: ownFiles(info)[0]?.size ?? 0,
        },
      };
    },
    async download(onProgress, ended) {
      if (installedBy === null) throw updateError('not-installable');
      signal = ended;
      tell = onProgress;
      const [file] = await updater.downloadUpdate();
      if (file === undefined) throw updateError('file-missing');
      return file;
    },
    isWhole: async (file) => found !== null && (await sha512Of(file).catch(() => null)) === found.sha512,
    installNatively() {
      let failure: unknown = null;
      const notice = (thrown: unknown) => {
        failure = thrown;
      };
      updater.once('error', notice);
      updater.quitAndInstall(false, true);
      updater.off('error', notice);
      if (failure !== null) throw updateError('install-failed');
    },
  };
}
