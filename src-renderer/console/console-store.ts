/**
 * What the whole window knows: the state of the vault, the settings, and whether anything is simulated. Read once at
 * start, then kept current.
 */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AppErrorData } from '../../src-shared/errors';
import type { Bridge, CallResponse } from '../../src-shared/ipc/contract';
import type { Settings } from '../../src-shared/settings/settings';
import type { VaultState } from '../../src-shared/vault/vault-state';

export type AppStatus = CallResponse<'app.status'>;

export type Boot =
  | { phase: 'starting' }
  | { phase: 'failed'; error: AppErrorData }
  | { phase: 'ready'; status: AppStatus };

type ConsoleState = {
  boot: Boot;
  online: boolean;
  /** Reads everything again; called at start and after anything that changes what is true of the whole window. */
  load: () => Promise<void>;
  vaultChanged: (vault: VaultState) => void;
  /** Shown at once, then as the main process kept it. Returns the error when it was not kept. */
  updateSettings: (patch: Partial<Settings>) => Promise<AppErrorData | null>;
  setOnline: (online: boolean) => void;
};

export type ConsoleStore = UseBoundStore<StoreApi<ConsoleState>>;

export function createConsoleStore(bridge: Pick<Bridge, 'app' | 'settings'>, online: boolean): ConsoleStore {
  let newestLoad = 0;
  let updatesUnderWay = 0;
  let keptSettings: Settings | null = null;
  return create<ConsoleState>((set, get) => {
    const setStatus = (change: (status: AppStatus) => AppStatus) => {
      const { boot } = get();
      if (boot.phase === 'ready') set({ boot: { phase: 'ready', status: change(boot.status) } });
    };
    return {
      boot: { phase: 'starting' },
      online,
      load: async () => {
        newestLoad += 1;
        const load = newestLoad;
        const answer = await bridge.app.status({});
        if (load !== newestLoad) return;
        set({ boot: answer.ok ? { phase: 'ready', status: answer.value } : { phase: 'failed', error: answer.error } });
      },
      vaultChanged: (vault) => setStatus((status) => ({ ...status, vault })),
      updateSettings: async (patch) => {
        const { boot } = get();
        if (boot.phase === 'ready' && updatesUnderWay === 0) keptSettings = boot.status.settings;
        updatesUnderWay += 1;
        setStatus((status) => ({ ...status, settings: { ...status.settings, ...patch } }));
        const answer = await bridge.settings.update(patch);
        updatesUnderWay -= 1;
        if (answer.ok) keptSettings = answer.value;
        // While another change is under way, its value stays shown: this answer may be older than it.
        const kept = keptSettings;
        if (updatesUnderWay === 0 && kept !== null) setStatus((status) => ({ ...status, settings: kept }));
        return answer.ok ? null : answer.error;
      },
      setOnline: (now) => set({ online: now }),
    };
  });
}
