/** Practice mode's providers: the simulators, started on loopback ports of the system's choice. */
import type { CallResponse } from '../../src-shared/ipc/contract';
import type { Endpoints } from '../providers/endpoints';
import type { PracticeNetworks } from '../simulator';

export type PracticeProviders = {
  endpoints: Endpoints;
  scenarios(): CallResponse<'practice.scenarios'>;
  networks: PracticeNetworks;
  close(): Promise<void>;
};

/** Starts them. They are loaded only now: nobody who does not practise pays for them. */
export async function startPracticeProviders(): Promise<PracticeProviders> {
  const {
    createPracticeNetworks,
    practiceNetworks,
    practiceScenarios,
    practiceSignInClients,
    startGoogleSimulator,
    startTwilioSimulator,
  } = await import('../simulator');
  const [twilio, google] = await Promise.all([startTwilioSimulator(), startGoogleSimulator()]);
  const networks = createPracticeNetworks({ twilio: twilio.origin, google: google.origin });
  return {
    endpoints: {
      twilio: { origin: twilio.origin, simulated: true, detour: () => networks.detour('twilio') },
      google: { origin: google.origin, simulated: true, detour: () => networks.detour('google') },
    },
    scenarios: () => ({
      ...practiceScenarios(),
      signInClients: practiceSignInClients(),
      networks: [...practiceNetworks],
    }),
    networks,
    close: async () => {
      await Promise.all([networks.close(), twilio.close(), google.close()]);
    },
  };
}
