/**
 * The console without Electron: everything that `main.ts` joins, on a fresh profile, with a small desk and keychain of
 * the test's own.
 */

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { compose } from '../../../src-main/compose';
import type { Desk, PersonPrompt } from '../../../src-main/desk';
import { createAnswer } from '../../../src-main/ipc/answer';
import { createHandlers } from '../../../src-main/ipc/handlers/index';
import { createConsoleLock } from '../../../src-main/lock/console-lock';
import { createCrashReports } from '../../../src-main/logging/crash-reports';
import { createLogger } from '../../../src-main/logging/logger';
import type { PracticeProviders } from '../../../src-main/practice/practice-providers';
import { surroundingsOf } from '../../../src-main/support/surroundings';
import { openUpdates } from '../../../src-main/updates/open-updates';
import { programUpdates } from '../../../src-main/updates/program-updates';
import type { CallChannel } from '../../../src-shared/ipc/channels';
import type { CallRequest, CallResponse } from '../../../src-shared/ipc/contract';
import { type ProviderId, providerIds } from '../../../src-shared/providers/ids';
import type { Result } from '../../../src-shared/result';
import { calls } from '../../fakes/calls';
import '../../fakes/cheap-derivations';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { storageWorker } from '../storage/storage-worker';

/**
 * Opens the profile and answers calls as the window's door does. Events and faults are kept for looking at.
 * @param origin of a server that answers for every provider, or one for each
 * @param practice the practice providers to talk to instead
 */
export async function openConsole(
  origin: string | Partial<Record<ProviderId, string>>,
  practice: PracticeProviders | null = null,
) {
  // Nothing listens at the port 9: no test reaches a provider that it did not start.
  const originOf = (id: ProviderId) => (typeof origin === 'string' ? origin : (origin[id] ?? 'http://127.0.0.1:9'));
  const profileDir = await mkdtemp(path.join(os.tmpdir(), 'voxanne-security-'));
  const events: { event: string; payload: unknown }[] = [];
  const faults: { channel: string; thrown: unknown }[] = [];
  const opened: string[] = [];
  const copied: string[] = [];
  const prompt: { current: PersonPrompt | null } = { current: null };
  const chosen: { file: string | null; target: string | null } = { file: null, target: null };
  const logger = createLogger(profileDir);
  const workspace = await compose({
    platform: {
      profileDir,
      actor: 'installer',
      version: '0.0.0',
      sqliteBinding: undefined,
      storageWorker,
      now: () => new Date(),
    },
    env: Object.fromEntries(providerIds.map((id) => [`VOXANNE_${id.toUpperCase()}_URL`, originOf(id)])),
    keyStore: new FakeKeyStore(),
    publish: (event, payload) => void events.push({ event, payload }),
    logger,
    practice,
  });
  const desk: Desk = {
    chooseFile: async () => chosen.file,
    chooseSaveFile: async () => chosen.target,
    copyText: (text) => void copied.push(text),
    openHelpPage: async (url) => void opened.push(url),
    openSignInPage: async (url) => opened.push(url.href) > 0,
    pageAsPdf: async () => new Uint8Array([37, 80, 68, 70]),
    printPage: async () => ({ outcome: 'printed' }),
    applyAppearance: () => undefined,
    personPrompt: () => prompt.current,
  };
  const renewed: number[] = [];
  const lock = createConsoleLock({
    withWorkspace: (work) => work(workspace),
    now: () => new Date(),
    renewPages: () => void renewed.push(Date.now()),
    clearClipboard: async () => void copied.splice(0),
    opened: () => undefined,
    report: (where, thrown) => faults.push({ channel: where, thrown }),
    info: () => undefined,
  });
  const updates = openUpdates({
    program: programUpdates({ version: '0.0.0', resources: null }, {}),
    profileDir,
    network: () => workspace.network(),
    appImage: undefined,
    running: () => workspace.running(),
    record: async (note) => workspace.vault.storage?.audit.append({ ...note, organizationId: null }),
    publish: (payload) => void events.push({ event: 'updates.changed', payload }),
    restart: () => undefined,
    quit: () => undefined,
    now: () => new Date(),
  });
  const moves: string[] = [];
  const handlers = createHandlers(
    workspace,
    desk,
    {
      start: async () => void moves.push('start'),
      stop: async () => void moves.push('stop'),
      reset: async () => {
        moves.push('reset');
        return true;
      },
    },
    {
      surroundings: surroundingsOf({}, profileDir),
      crashes: createCrashReports(profileDir, '0.0.0'),
      updates: async () => updates,
      lock,
      heard: () => ({ screenLock: true, userSwitch: true }),
      notificationsRefused: () => false,
      settingsChanged: () => undefined,
    },
  );
  const answer = createAnswer({
    handlers: () => handlers,
    proven: () => workspace.vault.proven(),
    isLocked: () => lock.current() !== null,
    reportFault: (channel, thrown) => {
      faults.push({ channel, thrown });
      logger.fault(channel, thrown);
    },
  });

  return {
    profileDir,
    workspace,
    events,
    faults,
    opened,
    copied,
    chosen,
    prompt,
    lock,
    renewed,
    moves,
    /** A call as it comes over the wire from our own page. */
    answer: (channel: CallChannel, raw: unknown): Promise<Result<unknown>> => answer(channel, true, raw),
    /** A call that must succeed. */
    async call<C extends CallChannel>(channel: C, request: CallRequest<C>): Promise<CallResponse<C>> {
      const result = await answer(channel, true, request);
      if (!result.ok) throw new Error(`${channel}: ${result.error.code}`);
      return calls[channel].response.parse(result.value) as CallResponse<C>;
    },
    async close(): Promise<void> {
      await workspace.close();
      await rm(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

export type OpenConsole = Awaited<ReturnType<typeof openConsole>>;

/** A fingerprint of every row of every table, read over a connection of its own. */
export function contentHash(profileDir: string): string {
  const database = new Database(path.join(profileDir, 'console.db'), { readonly: true });
  try {
    const hash = createHash('sha256');
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all() as string[];
    for (const table of tables) {
      hash.update(`\n${table}\n`);
      for (const row of database.prepare(`SELECT * FROM "${table}"`).raw().iterate()) {
        hash.update(JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)));
      }
    }
    return hash.digest('hex');
  } finally {
    database.close();
  }
}
