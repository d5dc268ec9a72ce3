import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

/** More are told as digests; the rest is in the list of clinics and in the activity. */
const most = 20;

export function createNoticeHandlers({ vault }: Workspace): HandlersOf<'notices'> {
  return {
    'notices.list': async () => ({ notices: await vault.requireStorage().watch.unseen(most) }),
    'notices.see': async ({ id }) => {
      await vault.requireStorage().watch.see(id);
      return {};
    },
  };
}
