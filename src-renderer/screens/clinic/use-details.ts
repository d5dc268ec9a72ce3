/** Whether the cards show their facts and proofs: all at once, and the same the next time. */
import { useConsole } from '../../console/use-console';

export function useDetails(): { shown: boolean; toggle: () => void } {
  const shown = useConsole(({ boot }) => boot.phase === 'ready' && boot.status.settings.clinicDetails);
  const updateSettings = useConsole((state) => state.updateSettings);
  return { shown, toggle: () => void updateSettings({ clinicDetails: !shown }) };
}
