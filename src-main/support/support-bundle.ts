/**
 * Makes the support bundle. A part that can't be made says so in its place: the bundle is asked for when something is
 * broken. Every part goes through the redaction for support, whatever it was made from.
 */

import { AppError } from '../../src-shared/errors';
import type { NetworkStatus } from '../../src-shared/network/network';
import type { Settings } from '../../src-shared/settings/settings';
import type { SupportBundle, SupportPart } from '../../src-shared/support/support-bundle';
import { type Text, t, text } from '../../src-shared/texts/translate';
import type { Updates } from '../../src-shared/updates/updates';
import { readCrashReports } from '../logging/crash-reports';
import { describeThrown } from '../logging/redact';
import { redactForSupport } from '../logging/redact-for-support';
import type { Platform } from '../platform';
import type { Endpoints } from '../providers/endpoints';
import { listBackups } from '../storage/backup-files';
import type { DatabaseFacts } from '../storage/database-facts';
import type { Vault } from '../vault/vault';
import { examineOpened } from './examine';
import { findingLine } from './finding';
import { networkLines } from './network-findings';
import { newestLogLines } from './read-log';
import { versionLines } from './versions';

export type SupportSources = {
  platform: Platform;
  vault: Pick<Vault, 'state' | 'storage'>;
  keychainName: string;
  endpoints: Endpoints;
  settings: { get(): Promise<Settings> };
  /** Practice mode has a profile of its own; log and crash reports are of the console that it runs in. */
  practice: boolean;
  consoleDir: string;
  ownPlace: string | null;
  passphrase: string | undefined;
  /** Names of variables and switches that could weaken the program. */
  weakening: readonly string[];
  networkStatus(): Promise<NetworkStatus>;
  updates(): Promise<UpdateFacts>;
};
type UpdateFacts = Pick<Updates, 'feed' | 'automatic' | 'lastCheckedAt'>;

const titles: Record<SupportPart['id'], Text> = {
  versions: text('Versions'),
  doctor: text('What doctor says'),
  database: text('Database'),
  settings: text('Settings'),
  network: text('Network'),
  errors: text('Last errors'),
  crashes: text('Crash reports'),
  log: text('Log'),
};

/** A clinic's id stays out of the last place. */
const settingsLines = ({ lastScreen, ...settings }: Settings): string[] => [
  ...Object.entries(settings).map(([name, value]) => `${name}: ${String(value)}`),
  `lastScreen: /${lastScreen.split('/')[1] ?? ''}`,
];

function databaseLines(facts: DatabaseFacts | null, { platform, vault }: SupportSources): string[] {
  const backups = listBackups(platform.profileDir);
  const state = vault.state();
  return [
    t('State of the vault: {state}', {
      state: state.state === 'ready' ? `${state.state} (${state.protection})` : state.state,
    }),
    ...(state.state === 'database-newer'
      ? [
          t('Schema version: {found}; this console knows {supported}', {
            found: state.found,
            supported: state.supported,
          }),
        ]
      : []),
    ...(facts === null
      ? [t('The database is not open.')]
      : [
          t('Schema version: {version}', { version: facts.schemaVersion }),
          `SQLite: ${facts.sqliteVersion}`,
          t('Integrity: {result}', { result: facts.problems.length === 0 ? 'ok' : facts.problems.join('; ') }),
          ...facts.counts.map(({ table, rows }) => `${table}: ${rows}`),
        ]),
    backups[0] === undefined
      ? t('Backups: {count}', { count: backups.length })
      : t('Backups: {count}, the newest of {time}', { count: backups.length, time: backups[0].madeAt }),
  ];
}

/** The feed's host: its whole address may be known to its users alone. */
function feedLine({ feed, automatic, lastCheckedAt }: UpdateFacts): string {
  if (feed === null) return t('Updates: no feed is configured.');
  const setBy = feed.setBy === 'person' ? t('set by a person') : t('built into the program');
  const host = URL.canParse(feed.address) ? new URL(feed.address).host : t('an unreadable address');
  const asked = automatic
    ? t('asked once a day; last: {time}', { time: lastCheckedAt ?? t('never') })
    : t('asked by hand; last: {time}', { time: lastCheckedAt ?? t('never') });
  return t('Updates: from {host}, {setBy}, {asked}.', { host, setBy, asked });
}

const errorLines = (facts: DatabaseFacts | null): string[] =>
  facts === null
    ? [t('The database is not open.')]
    : facts.errors.length === 0
      ? [t('None.')]
      : facts.errors.map(({ code, subject, at }) => `${at ?? t('unknown time')}  ${code}  (${subject})`);

export async function makeSupportBundle(sources: SupportSources): Promise<SupportBundle> {
  const { platform, vault, consoleDir } = sources;
  const { storage } = vault;
  // Asked once: two parts are made of each.
  const facts = Promise.resolve(storage?.facts() ?? null);
  const network = sources.networkStatus();
  const makers: Record<SupportPart['id'], () => Promise<string[]>> = {
    versions: async () => [...versionLines(platform.version), ...(sources.practice ? [t('In practice mode')] : [])],
    doctor: async () => {
      const surroundings = { ...sources, now: platform.now() };
      return (await examineOpened(sources, surroundings, await network.catch(() => null))).map(findingLine);
    },
    database: async () => databaseLines(await facts, sources),
    settings: async () => settingsLines(await sources.settings.get()),
    network: async () => [...networkLines(await network), feedLine(await sources.updates())],
    errors: async () => errorLines(await facts),
    crashes: async () => {
      const reports = readCrashReports(consoleDir);
      return reports.length === 0 ? [t('None.')] : reports;
    },
    log: async () => {
      const lines = newestLogLines(consoleDir);
      return lines.length === 0 ? [t('Nothing was logged.')] : lines;
    },
  };
  const parts: SupportPart[] = [];
  for (const [id, title] of Object.entries(titles) as [SupportPart['id'], Text][]) {
    const lines = await makers[id]().catch((thrown) => [
      t('This part could not be made: {reason}', {
        reason: thrown instanceof AppError ? thrown.data.code : describeThrown(thrown),
      }),
    ]);
    parts.push({ id, title: t(title), text: redactForSupport(lines.join('\n')) });
  }
  return { madeAt: platform.now().toISOString(), parts };
}
