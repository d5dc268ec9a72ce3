/** The state of updates, from the main process. */
import { create } from 'zustand';
import type { AppErrorData } from '../../src-shared/errors';
import type { Result } from '../../src-shared/result';
import type { Updates } from '../../src-shared/updates/updates';
import { voxanne } from '../bridge';

type UpdatesState = {
  /** Null until they were read. */
  updates: Updates | null;
  /** The error of a refused call; errors of an update itself are part of `updates`. */
  error: AppErrorData | null;
  load: () => Promise<void>;
  set: (updates: Updates) => void;
  take: (answer: Result<Updates>) => boolean;
};

export const useUpdates = create<UpdatesState>((set, get) => ({
  updates: null,
  error: null,
  load: async () => void get().take(await voxanne.updates.status({})),
  set: (updates) => set({ updates }),
  take(answer) {
    set(answer.ok ? { updates: answer.value, error: null } : { error: answer.error });
    return answer.ok;
  },
}));
