import { type ErrorRow, errorOf, refusal } from '../../../src-shared/errors';
import { t, text } from '../../../src-shared/texts/translate';
import type { ClinicsPlace } from '../../../src-shared/vault/clinics-place';
import type { VaultState } from '../../../src-shared/vault/vault-state';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { Lock } from '../../lock/console-lock';
import type { Joining } from '../../shared-vault/joining';
import { estimatePassphrase, requireStrongPassphrase } from '../../vault/passphrase-strength';
import type { HandlersOf } from '../handlers';
import { createUpkeepHandlers } from './vault-upkeep';

const notRecognised: ErrorRow = {
  message: text('The system did not recognise you.'),
  cause: text('Its question was closed, or the answer did not fit.'),
  fix: text('Try again.'),
  retryable: true,
};

const sharedAlready = () =>
  refusal(
    'usage.shared-already',
    t('This profile belongs to a shared vault already.'),
    t('A profile belongs to one shared vault.'),
    t('Use another profile for another vault.'),
  );

const stillMember = () =>
  refusal(
    'shared-vault.still-member',
    t('This computer is a member of the shared vault.'),
    t('What was sealed for it has to be sealed again without it, which another member does.'),
    t('Ask another member to remove this one. Then it can go back.'),
  );

const kitFilter = () => [{ name: t('Recovery kit'), extensions: ['voxkit'] }];

const invitationFilter = () => [{ name: t('Invitation'), extensions: ['invitation', 'json', '*'] }];

export function createVaultHandlers(
  workspace: Workspace,
  desk: Desk,
  lock: Lock,
): HandlersOf<'vault'> & HandlersOf<'recovery'> {
  const { vault, platform, moving } = workspace;
  const place = async (): Promise<ClinicsPlace> =>
    workspace.sharedVault === null ? { place: 'this-computer' } : workspace.sharedVault.place(vault.requireStorage());
  /** Made when somebody joins. What it holds is forgotten when the console locks. */
  let joining: Promise<Joining> | null = null;
  const joiner = (): Promise<Joining> => {
    joining ??= Promise.all([
      import('../../shared-vault/joining'),
      import('../../vault/membership/membership-file'),
    ]).then(([{ createJoining }, { createMembershipFile }]) =>
      createJoining(createMembershipFile(platform.profileDir), platform.now),
    );
    return joining;
  };
  const stopJoining = async () => (await joining)?.cancel();
  vault.onChange(() => {
    if (!vault.opensForChecks()) void stopJoining();
  });
  async function lookAgain(): Promise<ClinicsPlace> {
    await workspace.moveToPlace();
    return place();
  }

  /** A locked console asks for the person first, where the system can tell who it is. */
  async function retry(): Promise<VaultState> {
    if (lock.current() === null) return vault.retry();
    const prompt = desk.personPrompt();
    if (prompt !== null && !(await prompt.ask(t('unlock the clinics’ credentials'))))
      throw errorOf('vault.not-recognised', notRecognised);
    return lock.openFor(await vault.retry());
  }

  return {
    'vault.place': place,
    'vault.lookAgain': lookAgain,
    'vault.chooseInvitation': async () => {
      if (workspace.sharedVault !== null) throw sharedAlready();
      const file = await desk.chooseFile({
        title: t('Choose the invitation'),
        button: t('Choose'),
        filters: invitationFilter(),
      });
      return { file: file === null ? null : (await joiner()).choose(file) };
    },
    'vault.openInvitation': async ({ code }) => (await joiner()).open(code),
    'vault.join': async () => {
      await (await joiner()).join(vault.requireStorage().computerSecrets);
      return lookAgain();
    },
    'vault.cancelJoin': async () => {
      await stopJoining();
      return {};
    },
    'vault.leave': async () => {
      const [{ createMembershipFile }, { forgetLastKnown }] = await Promise.all([
        import('../../vault/membership/membership-file'),
        import('../../shared-vault/last-known'),
      ]);
      const file = createMembershipFile(platform.profileDir);
      if (file.putAside(platform.now()) === null) {
        const now = await place();
        if (now.place === 'this-computer') return now;
        if (now.standing === 'member' && now.problem?.code !== 'shared-vault.login-refused') throw stillMember();
        file.remove();
      }
      await workspace.moveToPlace();
      forgetLastKnown(platform.profileDir);
      return lookAgain();
    },
    'vault.moving': () => moving.view(),
    'vault.moveClinics': ({ organizationIds, again = false }) => moving.move(organizationIds, again),
    'vault.stopMoving': async () => {
      moving.stop();
      return {};
    },
    'vault.forgetMoved': () => moving.forget(),
    ...createUpkeepHandlers(workspace, desk),
    'vault.lock': async () => {
      await lock.lock('person');
      return {};
    },
    'vault.retry': retry,
    'vault.useMemory': () => vault.useMemory(),
    'vault.passphraseStrength': ({ passphrase }) => estimatePassphrase(passphrase),
    'vault.createPassphrase': async ({ passphrase }) =>
      vault.createPassphrase(await requireStrongPassphrase(passphrase)),
    'vault.unlockWithPassphrase': async ({ passphrase }) => lock.openFor(await vault.unlockWithPassphrase(passphrase)),
    'recovery.export': async ({ passphrase }) => {
      await requireStrongPassphrase(passphrase);
      const day = platform.now().toISOString().slice(0, 10);
      const file = await desk.chooseSaveFile({
        title: t('Save the recovery kit'),
        button: t('Save'),
        suggestedName: `voxanne-recovery-${day}.voxkit`,
        filters: kitFilter(),
      });
      if (file !== null) await vault.exportKit(passphrase, file);
      return { savedTo: file };
    },
    'recovery.restore': async ({ passphrase }) => {
      const file = await desk.chooseFile({
        title: t('Choose the recovery kit'),
        button: t('Restore'),
        filters: kitFilter(),
      });
      if (file === null) return { vault: null };
      const restored = await vault.restoreKit(file, passphrase);
      // The kit of a member makes this computer that member.
      await workspace.moveToPlace();
      return { vault: lock.openFor(restored) };
    },
  };
}
