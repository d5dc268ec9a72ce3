/** Consoles on one shared vault, each with a profile and a keychain of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compose, type Workspace } from '../../../src-main/compose';
import type { Publish } from '../../../src-main/events';
import type { Logger } from '../../../src-main/logging/logger';
import { readInvitation, writeInvitation } from '../../../src-main/shared-vault/invitation';
import { joinVault } from '../../../src-main/shared-vault/join';
import { provisionVault } from '../../../src-main/shared-vault/provision';
import type { KeyStore } from '../../../src-main/vault/keychain/key-store';
import { createMembershipFile } from '../../../src-main/vault/membership/membership-file';
import type { EventChannel } from '../../../src-shared/ipc/channels';
import type { Scope } from '../../../src-shared/shared-vault/scope';
import { parseDatabaseUrl } from '../../../src-shared/shared-vault/server-address';
import { FakeKeyStore } from '../../fakes/fake-key-store';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import { note, platformOf, testKdf } from '../../unit/main/vault/profile';

const quiet: Logger = { info: () => undefined, warn: () => undefined, fault: () => undefined };

type Heard = { event: EventChannel; payload: unknown };

export type TestConsole = ReturnType<typeof createConsole>;

function createConsole(profileDir: string, env: Record<string, string>, keyStore: KeyStore) {
  const file = createMembershipFile(profileDir);
  let opened: Promise<Workspace> | null = null;
  const events: Heard[] = [];
  const publish: Publish = (event, payload) => void events.push({ event, payload });
  const open = () =>
    compose({
      platform: platformOf(profileDir),
      env,
      keyStore,
      publish,
      logger: quiet,
      practice: null,
    });
  const workspace = (): Promise<Workspace> => {
    opened ??= open();
    return opened;
  };
  const close = async () => {
    const closing = opened;
    opened = null;
    await (await closing)?.close();
  };
  const shared = async () => {
    const { sharedVault, vault } = await workspace();
    if (sharedVault === null) throw new Error('in no shared vault');
    const local = vault.requireStorage();
    return {
      admission: sharedVault.admission(local),
      standing: sharedVault.standing(local),
      vouching: sharedVault.vouching(local),
    };
  };
  return {
    profileDir,
    file,
    workspace,
    /** What its window was told. */
    events,
    /** As a window does, and faster. */
    async follow() {
      const { sharedVault, vault, checkReported } = await workspace();
      const pace = { hearingMs: 500, deafMs: 200, calmMs: 20 };
      sharedVault?.follow(vault.requireStorage(), publish, checkReported, pace);
    },
    storage: async () => (await workspace()).services().storage,
    admission: async () => (await shared()).admission,
    standing: async () => (await shared()).standing,
    vouching: async () => (await shared()).vouching,
    /** Secrets of this computer, which seal its keys. */
    secrets: async () => (await workspace()).vault.requireStorage().computerSecrets,
    close,
    async addClinic(name: string) {
      const { organizations } = (await workspace()).services().storage;
      return (await organizations.add({ name, timeZone: 'UTC', country: 'US' }, note('organization.added'))).id;
    },
  };
}

/** A server of its own, or a database on a given one, and a console of Anna's that made a shared vault on it. */
export async function startSharedVault(
  given: { server?: PostgresServer; env?: Record<string, string>; keyStoreOf?: (name: string) => KeyStore } = {},
) {
  const server = given.server ?? (await startPostgres());
  const folder = mkdtempSync(path.join(tmpdir(), 'voxanne-shared-'));
  const place = await server.newDatabase();
  const at = (name: string) => path.join(folder, name);
  const { address, login: administrator } = parseDatabaseUrl(place.url, null);
  const consoles: TestConsole[] = [];
  const consoleOf = (name: string) => {
    const made = createConsole(at(name), given.env ?? {}, given.keyStoreOf?.(name) ?? new FakeKeyStore());
    consoles.push(made);
    return made;
  };

  const anna = consoleOf('anna');
  const provision = async (by: TestConsole, name: string) =>
    provisionVault({
      address,
      administrator,
      name,
      file: by.file,
      secrets: await by.secrets(),
      now: () => new Date(),
    });
  await provision(anna, 'Anna');
  await anna.close();

  /** Writes an invitation, and lets a newcomer ask with it. */
  async function join(name: string, scope: Scope = 'all') {
    const file = at(`${name}.invitation`);
    const code = await writeInvitation(
      file,
      { address, ...(await (await anna.admission()).invite(name, scope)) },
      testKdf,
    );
    const newcomer = consoleOf(name);
    const words = await joinVault(await readInvitation(file, code), newcomer.file, await newcomer.secrets());
    await newcomer.close();
    return { newcomer, words, file, code };
  }

  return {
    server,
    place,
    address,
    at,
    anna,
    consoleOf,
    provision,
    join,
    async admit(name: string, scope: Scope = 'all') {
      const { newcomer, words } = await join(name, scope);
      await (await anna.admission()).admit(name, words);
      return newcomer;
    },
    async close() {
      for (const one of consoles) await one.close();
      if (given.server === undefined) await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
