import { kitState, kitSubject } from '../../background/kit';
import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

/** More are told as digests; the rest is in the list of clinics and in the activity. */
const most = 20;

/** @param isRefused true while the system shows no notifications */
export function createNoticeHandlers({ vault }: Workspace, isRefused: () => boolean): HandlersOf<'notices'> {
  return {
    'notices.list': async () => ({ notices: await vault.requireStorage().watch.unseen(most), refused: isRefused() }),
    'notices.see': async ({ id }) => {
      await vault.requireStorage().watch.see(id);
      return {};
    },
    'notices.recoveryKit': async () => {
      const { watch } = vault.requireStorage();
      const { savedAt, warning } = kitState((await watch.marks()).get(kitSubject), await watch.kit());
      return { savedAt, warning: warning?.title ?? null };
    },
  };
}
