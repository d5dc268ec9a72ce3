/** Checks of a clinic's connections, started from a card or from the header. Nothing is sent to anybody. */
import { useRef, useState } from 'react';
import type { AppErrorData } from '../../../src-shared/errors';
import type { ProviderId } from '../../../src-shared/primitives';
import { voxanne } from '../../bridge';

export type CheckState = {
  running: boolean;
  /** When the running one began, in milliseconds since the epoch. */
  startedAt: number;
  /** True once one has passed, since the page was opened. */
  passed: boolean;
  /** Why the last one failed. */
  error: AppErrorData | null;
};

const untouched: CheckState = { running: false, startedAt: 0, passed: false, error: null };

export type Checks = {
  of(provider: ProviderId): CheckState;
  run(provider: ProviderId): Promise<void>;
  /** Stops the running one; what is stored stays as it is. */
  cancel(provider: ProviderId): void;
  /** Its failure is fixed. */
  forget(provider: ProviderId): void;
};

const wasStopped = (error: AppErrorData) => error.code === 'call.stopped';

/** @param onChecked reads the connections again */
export function useChecks(organizationId: string, onChecked: () => Promise<void>): Checks {
  const [states, setStates] = useState<Partial<Record<ProviderId, CheckState>>>({});
  /** Between two drawings a second click still sees the states of before the first. */
  const running = useRef(new Set<ProviderId>());
  const put = (provider: ProviderId, state: CheckState) => setStates((before) => ({ ...before, [provider]: state }));
  return {
    of: (provider) => states[provider] ?? untouched,
    async run(provider) {
      if (running.current.has(provider)) return;
      running.current.add(provider);
      put(provider, { running: true, startedAt: Date.now(), passed: false, error: null });
      const result = await voxanne.credentials.check({ organizationId, provider });
      await onChecked();
      running.current.delete(provider);
      const error = result.ok || wasStopped(result.error) ? null : result.error;
      put(provider, { ...untouched, passed: result.ok, error });
    },
    forget: (provider) => put(provider, untouched),
    cancel: (provider) => void voxanne.credentials.cancelCheck({ organizationId, provider }),
  };
}
