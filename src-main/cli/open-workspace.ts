/** The same workspace as the window's, opened from a terminal. */

import { AppError } from '../../src-shared/errors';
import type { NetworkPending } from '../../src-shared/network/network';
import { inspectorWords } from '../../src-shared/network/network-words';
import { t } from '../../src-shared/texts/translate';
import { passphraseLimits } from '../../src-shared/vault/passphrase-limits';
import { isStrongEnough, strengthWords } from '../../src-shared/vault/passphrase-strength';
import { passphraseSchema } from '../../src-shared/vault/vault-state';
import type { Workspace } from '../compose';
import type { Environment } from '../environment';
import type { Publish } from '../events';
import { createLateLogger } from '../logging/late-logger';
import type { Platform } from '../platform';
import { currentActor } from '../profile';
import { requireProfileDir } from '../profile-errors';
import { programVersion, storageWorker } from '../program-files';
import { runtimeTooOld, sqliteBinding } from '../sqlite-binding';
import type { ComputerSecrets } from '../storage/repositories';
import { vaultError } from '../vault/vault-errors';
import type { CommandContext } from './command';
import { sayPending } from './say-pending';
import { usageError } from './terminal';

export type { Environment } from '../environment';

/** The part of a command's context that opening a workspace needs. */
export type WorkspaceContext = Pick<CommandContext, 'env' | 'terminal' | 'systemRoutes'>;

export const platformOf = (env: Environment): Platform => ({
  profileDir: requireProfileDir(env),
  actor: currentActor(),
  version: programVersion(),
  sqliteBinding: sqliteBinding(),
  storageWorker,
  now: () => new Date(),
});

const unheard: Publish = () => undefined;

type WorkspaceUse = {
  /** Told what changes while the command works. */
  publish?: Publish;
  /** Of a command that waits for `Vault.proven` before it may write. */
  readsUnproven?: boolean;
};

/** Opens the profile, whatever state its keychain is in. */
export async function openWorkspace(
  { env, terminal, systemRoutes }: WorkspaceContext,
  { publish = unheard, readsUnproven = false }: WorkspaceUse = {},
): Promise<Workspace> {
  // Loaded here and not above: a command that needs no profile does not pay for the database and the keychain.
  const [{ compose }, { createKeytarKeyStore }] = await Promise.all([
    import('../compose'),
    import('../vault/keychain/keytar-key-store'),
  ]);
  const platform = platformOf(env);
  const say = sayPending(terminal);
  return compose({
    platform,
    env,
    keyStore: createKeytarKeyStore(),
    publish: (event, payload) => {
      if (event === 'network.pending') say(payload as NetworkPending);
      publish(event, payload);
    },
    logger: createLateLogger(platform.profileDir),
    practice: null,
    readsUnproven,
    ...(systemRoutes === undefined ? {} : { systemRoutes }),
    warnOfInspector: (inspector) => terminal.say(inspectorWords(inspector)),
  });
}

/** @throws AppError `usage.invalid` for one that is too short, or too easy to guess, to protect anything */
export async function requirePassphrase(passphrase: string): Promise<string> {
  const checked = passphraseSchema.safeParse(passphrase);
  if (checked.success) {
    // Its lists are long: few commands need them.
    const { estimatePassphrase } = await import('../vault/passphrase-strength');
    const strength = await estimatePassphrase(checked.data);
    if (isStrongEnough(strength)) return checked.data;
    throw usageError(t('The passphrase is easy to guess.'), strengthWords(strength));
  }
  throw usageError(
    t('The passphrase is too short or too long.'),
    t('Use at least {shortest} characters; several words are easy to keep.', { shortest: passphraseLimits.shortest }),
  );
}

/**
 * On a server without a keychain, `VOXANNE_PASSPHRASE` is the passphrase. It unlocks a vault that is wrapped under one,
 * and creates such a vault only where nothing was sealed before.
 */
export async function applyPassphrase({ vault }: Workspace, passphrase: string | undefined): Promise<void> {
  if (passphrase === undefined) return;
  const state = vault.state();
  if (state.state === 'passphrase-needed') await vault.unlockWithPassphrase(passphrase);
  if (state.state === 'unavailable' && !state.hasCredentials)
    await vault.createPassphrase(await requirePassphrase(passphrase)).catch(async (thrown: unknown) => {
      if (!(thrown instanceof AppError) || thrown.data.code !== 'vault.key-exists') throw thrown;
      // Another command has protected the profile in the same moment.
      if ((await vault.retry()).state === 'passphrase-needed') await vault.unlockWithPassphrase(passphrase);
    });
}

/** Keys for secrets of this computer; null where a person would have to be asked. */
export async function openKeys(
  context: WorkspaceContext,
): Promise<{ secrets: ComputerSecrets | null; close(): Promise<void> }> {
  const workspace = await openWorkspace(context);
  await applyPassphrase(workspace, context.env.VOXANNE_PASSPHRASE).catch(() => undefined);
  const state = workspace.vault.state();
  const isKept = state.state === 'ready' && state.protection !== 'memory';
  return { secrets: isKept ? workspace.vault.requireStorage().computerSecrets : null, close: () => workspace.close() };
}

/** @throws AppError `vault.*` when nothing sealed could be opened */
export function requireKeys({ vault }: Workspace): void {
  const state = vault.state();
  if (state.state !== 'ready') throw vaultError(state);
}

/**
 * Runs a command on an open workspace and closes it, whatever happens.
 * @param needsKeys true: refuse at once, with the reason, when nothing sealed could be opened; `if-possible`: open what
 * can be, and go on without
 * @throws AppError `usage.node-too-old`
 */
export async function withWorkspace<T>(
  context: WorkspaceContext,
  needsKeys: boolean | 'if-possible',
  work: (workspace: Workspace) => Promise<T>,
  use: WorkspaceUse = {},
): Promise<T> {
  const tooOld = runtimeTooOld(sqliteBinding());
  if (tooOld !== null) throw tooOld;
  const workspace = await openWorkspace(context, use);
  try {
    // The login to a shared vault follows from keys of this computer: even the list needs them.
    if (needsKeys || workspace.sharedVault !== null) await applyPassphrase(workspace, context.env.VOXANNE_PASSPHRASE);
    if (needsKeys === true) requireKeys(workspace);
    return await work(workspace);
  } finally {
    await workspace.close();
  }
}
