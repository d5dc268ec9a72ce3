/** Results of background checks that nobody has seen yet. */
import { create } from 'zustand';
import type { BackgroundNotice } from '../../src-shared/background/notice';
import { voxanne } from '../bridge';

type NoticesState = {
  notices: readonly BackgroundNotice[];
  /** The system shows no notifications. */
  isRefused: boolean;
  load: () => Promise<void>;
  /** A person saw this one; all for null. */
  see: (id: string | null) => Promise<void>;
};

export const useNotices = create<NoticesState>((set, get) => ({
  notices: [],
  isRefused: false,
  load: async () => {
    const answer = await voxanne.notices.list({});
    // Without keys there is nothing to show. The next change of the vault reads again.
    set(answer.ok ? { notices: answer.value.notices, isRefused: answer.value.refused } : { notices: [] });
  },
  see: async (id) => {
    set(({ notices }) => ({ notices: id === null ? [] : notices.filter((notice) => notice.id !== id) }));
    await voxanne.notices.see({ id });
    await get().load();
  },
}));

voxanne.on['notices.changed'](() => void useNotices.getState().load());
voxanne.on['vault.changed'](({ state }) => {
  if (state === 'ready') void useNotices.getState().load();
  else useNotices.setState({ notices: [] });
});
