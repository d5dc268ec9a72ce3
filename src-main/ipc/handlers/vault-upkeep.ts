/** Upkeep of a shared vault: whose certificates are trusted for its server, and the data keys of its clinics. */
import path from 'node:path';
import { refusal } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import { certificatesBytes, readTextFile } from '../../read-text-file';
import { notShared } from '../../vault/not-shared';
import type { HandlersOf } from '../handlers';

const noneChosen = () =>
  refusal(
    'usage.no-certificate',
    t('No certificate is chosen.'),
    t('It was chosen before the console was started again, or not at all.'),
    t('Choose the certificate of the server’s authority.'),
  );

type UpkeepCalls = 'vault.authorities' | 'vault.chooseAuthority' | 'vault.trustAuthority' | 'vault.renewKey';

export function createUpkeepHandlers(workspace: Workspace, desk: Desk): Pick<HandlersOf<'vault'>, UpkeepCalls> {
  /** @throws AppError `usage.not-shared` */
  function shared() {
    if (workspace.sharedVault === null) throw notShared();
    return workspace.sharedVault;
  }
  /** As PEM: certificates are public. */
  let chosen: string | null = null;

  return {
    'vault.authorities': async () => {
      const { ca } = shared().membership().address;
      if (ca === null) return { known: null };
      const { authoritiesIn } = await import('../../shared-vault/authority-views');
      return { known: authoritiesIn(ca) };
    },
    'vault.chooseAuthority': async () => {
      const file = await desk.chooseFile({
        title: t('Choose the certificate of the server’s authority'),
        button: t('Choose'),
        filters: [{ name: t('Certificate'), extensions: ['pem', 'crt', 'cer', '*'] }],
      });
      if (file === null) return { chosen: null };
      chosen = null;
      const { authoritiesIn } = await import('../../shared-vault/authority-views');
      const text = await readTextFile(file, undefined, path.basename(file), certificatesBytes);
      const authorities = authoritiesIn(text);
      chosen = text;
      return { chosen: { file: path.basename(file), authorities } };
    },
    'vault.trustAuthority': async ({ only }) => {
      const [vault, local] = [shared(), workspace.vault.requireStorage()];
      if (chosen === null) throw noneChosen();
      await vault.trust(local, chosen, only);
      chosen = null;
      return vault.place(local);
    },
    'vault.renewKey': async ({ organizationId }) => {
      await shared().admission(workspace.vault.requireStorage()).renewClinicKey(organizationId);
      return {};
    },
  };
}
