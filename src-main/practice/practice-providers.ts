/** Practice mode's providers: the simulators, started on loopback ports of the system's choice. */
import type { CallResponse } from '../../src-shared/ipc/contract';
import type { Endpoints } from '../providers/endpoints';

export type PracticeProviders = {
  endpoints: Endpoints;
  scenarios(): CallResponse<'practice.scenarios'>;
  close(): Promise<void>;
};

/** Starts them. They are loaded only now: nobody who does not practise pays for them. */
export async function startPracticeProviders(): Promise<PracticeProviders> {
  const { practiceScenarios, startTwilioSimulator } = await import('../simulator');
  const twilio = await startTwilioSimulator();
  return {
    endpoints: { twilio: { origin: twilio.origin, simulated: true } },
    scenarios: practiceScenarios,
    close: () => twilio.close(),
  };
}
