/** Members and receptionists of the shared vault that this profile belongs to. */
import path from 'node:path';
import { refusal } from '../../../src-shared/errors';
import type { MachineFile } from '../../../src-shared/shared-vault/machine-files';
import { t } from '../../../src-shared/texts/translate';
import type { KnownSecretView } from '../../../src-shared/vault/members';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { KnownSecret } from '../../storage/postgres/renew-clinic';
import { notShared } from '../../vault/not-shared';
import type { HandlersOf } from '../handlers';

const nameMismatch = (name: string) =>
  refusal(
    'shared-vault.name-mismatch',
    t('{name} was not removed.', { name }),
    t('The name that was typed is not theirs.'),
    t('Type {name} exactly.', { name }),
  );

const noMachineFile = () =>
  refusal(
    'usage.machine-file',
    t('No public file of a receptionist is chosen.'),
    t('It was chosen before the console was started again, or not at all.'),
    t('Choose the file that its program wrote: “voxanne-receptionist init”, or “renew” for other keys.'),
  );

/** A name as a name of a file. */
const fileNameOf = (name: string) => name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'member';

export function createMemberHandlers(workspace: Workspace, desk: Desk): HandlersOf<'members'> & HandlersOf<'machines'> {
  /** @throws AppError `usage.not-shared` */
  function shared() {
    const { sharedVault, vault } = workspace;
    if (sharedVault === null) throw notShared();
    const local = vault.requireStorage();
    return {
      membership: sharedVault.membership(),
      admission: sharedVault.admission(local),
      standing: sharedVault.standing(local),
      presence: sharedVault.presence(local),
    };
  }
  const members = () => shared().standing.members();
  /** With the clinics’ names as they are now. Nobody can ask for this list again, so it is told without names, too. */
  async function viewOf(known: readonly KnownSecret[]): Promise<{ known: KnownSecretView[] }> {
    const { organizations } = workspace.services().storage;
    const ids = [...new Set(known.map(({ organizationId }) => organizationId))];
    const found = await organizations.overviewsOf(ids).catch(() => []);
    const names = new Map(found.map(({ organization: { id, name } }) => [id, name]));
    return { known: known.map((one) => ({ ...one, clinic: names.get(one.organizationId) ?? '' })) };
  }
  const chooseInvitation = (name: string) =>
    desk.chooseSaveFile({
      title: t('Save the invitation for {name}', { name }),
      button: t('Save'),
      suggestedName: `${fileNameOf(name)}.invitation`,
      filters: [{ name: t('Invitation'), extensions: ['invitation'] }],
    });
  let machineFile: MachineFile | null = null;

  return {
    'members.list': members,
    'members.invite': async ({ name, clinics }) => {
      const { admission, membership } = shared();
      const file = await chooseInvitation(name);
      if (file === null) return { saved: null };
      const { inviteInto } = await import('../../shared-vault/hand-over');
      const { code } = await inviteInto(file, { admission, membership }, { name, scope: clinics });
      return { saved: { file, code } };
    },
    'members.inviteAgain': async ({ name }) => {
      const { admission, membership } = shared();
      const file = await chooseInvitation(name);
      if (file === null) return { invited: null };
      const { inviteAgainInto } = await import('../../shared-vault/hand-over');
      const { written, known, hadKeys } = await inviteAgainInto(file, { admission, membership }, name);
      const outcome = written.ok ? { code: written.value, error: null } : { code: null, error: written.error };
      return { invited: { file, ...outcome, ...(await viewOf(known)), hadKeys } };
    },
    'members.withdrawInvitation': async ({ name }) => {
      await shared().admission.withdrawInvitation(name);
      return members();
    },
    'members.admit': async ({ name, words }) => {
      await shared().admission.admit(name, words);
      return members();
    },
    'members.changeClinics': async ({ name, clinics, seen }) =>
      viewOf(await shared().admission.changeScope(name, clinics, seen)),
    'members.remove': async ({ name, confirmName }) => {
      if (confirmName.trim() !== name) throw nameMismatch(name);
      return viewOf(await shared().admission.removeMember(name));
    },
    'members.present': async ({ organizationId, doing }) =>
      workspace.sharedVault === null ? { others: [] } : { others: await shared().presence.say(organizationId, doing) },
    'machines.list': async () => ({ machines: await shared().standing.machines() }),
    'machines.usesOf': async ({ organizationId }) =>
      workspace.sharedVault === null ? { uses: [] } : { uses: await shared().standing.usesOf(organizationId) },
    'machines.choosePublicFile': async () => {
      const file = await desk.chooseFile({
        title: t('Choose the receptionist’s public file'),
        button: t('Choose'),
        filters: [{ name: t('Public file'), extensions: ['json', '*'] }],
      });
      if (file === null) return { file: null };
      const { readMachineFile } = await import('../../shared-vault/hand-over');
      machineFile = await readMachineFile(file);
      return { file: path.basename(file) };
    },
    'machines.add': async ({ name, words, clinics }) => {
      const { admission, membership } = shared();
      if (machineFile === null) throw noMachineFile();
      const [{ admitMachine }, { requireWordsOf }] = await Promise.all([
        import('../../shared-vault/hand-over'),
        import('../../shared-vault/admit-machines'),
      ]);
      // Before anybody is asked where to save.
      await requireWordsOf(machineFile, words);
      const file = await desk.chooseSaveFile({
        title: t('Save what {name} needs to know of the vault', { name }),
        button: t('Save'),
        suggestedName: `${fileNameOf(name)}-vault.json`,
        filters: [{ name: t('Vault file'), extensions: ['json'] }],
      });
      if (file === null) return { savedTo: null };
      await admitMachine(file, { admission, membership }, { name, file: machineFile, words, clinics });
      machineFile = null;
      return { savedTo: file };
    },
    'machines.changeClinics': async ({ name, clinics, seen }) =>
      viewOf(await shared().admission.changeMachineClinics(name, clinics, seen)),
    'machines.renewKeys': async ({ name, words }) => {
      const { admission } = shared();
      if (machineFile === null) throw noMachineFile();
      const known = await admission.renewMachine(name, machineFile, words);
      machineFile = null;
      return viewOf(known);
    },
    'machines.remove': async ({ name, confirmName }) => {
      if (confirmName.trim() !== name) throw nameMismatch(name);
      return viewOf(await shared().admission.removeMachine(name));
    },
  };
}
