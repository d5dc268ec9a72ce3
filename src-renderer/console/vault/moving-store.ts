/** The clinics of this computer on their way to the shared vault. The main process goes on while nobody looks. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Moving } from '../../../src-shared/vault/moving-view';
import { voxanne } from '../../bridge';

type MovingState = {
  /** Null while it was not read yet. */
  moving: Moving | null;
  /** Why it can't be read. */
  error: AppErrorData | null;
  /** Why no clinic could be moved at all. */
  failure: AppErrorData | null;
  load: () => Promise<void>;
  /** @param again copies once more what the vault has lost */
  move: (organizationIds: string[], again: boolean) => Promise<void>;
  /** @returns what went wrong */
  forget: () => Promise<AppErrorData | null>;
};

let isOwn = false;

export const useMoving: UseBoundStore<StoreApi<MovingState>> = create<MovingState>((set, get) => ({
  moving: null,
  error: null,
  failure: null,
  async load() {
    const answer = await voxanne.vault.moving({});
    set(answer.ok ? { moving: answer.value, error: null } : { error: answer.error });
  },
  async move(organizationIds, again) {
    const { moving, load } = get();
    const progress = { done: 0, of: organizationIds.length, name: '' };
    set({ failure: null, moving: moving && { ...moving, progress, ended: null } });
    isOwn = true;
    const answer = await voxanne.vault.moveClinics({ organizationIds, again });
    isOwn = false;
    if (answer.ok) return set({ moving: answer.value });
    set({ failure: answer.error });
    await load();
  },
  async forget() {
    const answer = await voxanne.vault.forgetMoved({});
    if (answer.ok) set({ moving: answer.value });
    return answer.ok ? null : answer.error;
  },
}));

voxanne.on['vault.moveProgress']((progress) => {
  const { moving, load } = useMoving.getState();
  // It may have been begun before this page was loaded: then nobody here gets the answer.
  if (progress === null) return isOwn ? undefined : void load();
  if (moving !== null) useMoving.setState({ moving: { ...moving, progress } });
});
