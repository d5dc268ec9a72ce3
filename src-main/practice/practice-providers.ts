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
  const { practiceScenarios, practiceSignInClients, startGoogleSimulator, startTwilioSimulator } = await import('../simulator');
  const [twilio, google] = await Promise.all([startTwilioSimulator(), startGoogleSimulator()]);
  return {
    endpoints: { twilio: { origin: twilio.origin, simulated: true }, google: { origin: google.origin, simulated: true } },
    scenarios: () => ({ ...practiceScenarios(), signInClients: practiceSignInClients() }),
    close: async () => {
      await Promise.all([twilio.close(), google.close()]);
    },
  };
}
