/** The same workspace as the window's, opened from a terminal. */
import { compose, type Workspace } from '../compose';
import { createLogger } from '../logging/logger';
import type { Platform } from '../platform';
import { currentActor, profileDirOf } from '../profile';
import { sqliteBinding } from '../sqlite-binding';
import { createKeytarKeyStore } from '../vault/keytar-key-store';
import { vaultError } from '../vault/vault-errors';

declare const __APP_VERSION__: string;

export type Environment = Readonly<Record<string, string | undefined>>;

export const platformOf = (env: Environment): Platform => ({
  profileDir: profileDirOf(env),
  actor: currentActor(),
  version: __APP_VERSION__,
  sqliteBinding: sqliteBinding(),
  now: () => new Date(),
});

/** Opens the profile, whatever state its keychain is in. */
export function openWorkspace(env: Environment): Promise<Workspace> {
  const platform = platformOf(env);
  return compose({ platform, env, keyStore: createKeytarKeyStore(), publish: () => undefined, logger: createLogger(platform.profileDir), practice: null });
}

/**
 * Runs a command on an open workspace and closes it, whatever happens.
 * @param needsKeys refuse at once, with the reason, when nothing sealed could be opened
 */
export async function withWorkspace<T>(env: Environment, needsKeys: boolean, work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const workspace = await openWorkspace(env);
  try {
    const state = workspace.vault.state();
    if (needsKeys && state.state === 'passphrase-needed' && env.VOXANNE_PASSPHRASE) await workspace.vault.unlockWithPassphrase(env.VOXANNE_PASSPHRASE);
    if (needsKeys && workspace.vault.state().state !== 'ready') throw vaultError(workspace.vault.state());
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}
