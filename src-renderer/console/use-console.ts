/** The window's one console store, and short ways to read it. */
import { voxanne } from '../bridge';
import { type AppStatus, createConsoleStore } from './console-store';

export const useConsole = createConsoleStore(voxanne, navigator.onLine);

/** The status of a started console. Everything below the frame is drawn only then. */
export function useAppStatus(): AppStatus {
  const boot = useConsole((state) => state.boot);
  if (boot.phase !== 'ready') throw new Error('The console has not started yet.');
  return boot.status;
}

/** Whether the clinics are in a vault that other consoles share. */
export const useIsShared = (): boolean =>
  useConsole(({ boot }) => boot.phase === 'ready' && boot.status.isShared === true);

/** True as long as any answer may come from a simulator instead of a provider. */
export const isSimulated = (status: AppStatus) => status.practice || status.redirected.length > 0;
