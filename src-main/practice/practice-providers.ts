/** Practice mode's providers: the simulators, started on loopback ports of the system's choice. */
import type { CallResponse } from '../../src-shared/ipc/contract';
import { forEachProvider } from '../../src-shared/providers';
import { type ProviderId, providerIds } from '../../src-shared/providers/ids';
import type { Endpoints } from '../providers/endpoints';
import type { PracticeNetworks } from '../simulator';
import type { SimulatorMemory } from '../simulator/memory';

export type PracticeProviders = {
  endpoints: Endpoints;
  scenarios(): CallResponse<'practice.scenarios'>;
  networks: PracticeNetworks;
  /** What the simulated phones got, oldest first. */
  texts(): CallResponse<'practice.texts'>;
  close(): Promise<void>;
};

/**
 * Starts the simulators. Their code is loaded only now, so that a start without practice does not wait for it.
 * @param memoryOf where each keeps its state
 */
export async function startPracticeProviders(
  memoryOf: (id: ProviderId) => SimulatorMemory,
): Promise<PracticeProviders> {
  const { createPracticeNetworks, practiceNetworks, practiceSimulators } = await import('../simulator');
  const starting = providerIds.map(async (id) => [id, await practiceSimulators[id].start(memoryOf(id))] as const);
  const started = await Promise.all(starting).catch(async (thrown) => {
    // If one does not start, the others are closed.
    for (const each of await Promise.allSettled(starting)) if (each.status === 'fulfilled') await each.value[1].close();
    throw thrown;
  });
  const servers = new Map(started);
  const origins = forEachProvider((id) => servers.get(id)?.origin ?? '');
  const networks = createPracticeNetworks(origins);
  return {
    endpoints: forEachProvider((id) => ({
      origin: origins[id],
      simulated: true,
      detour: () => networks.detour(id),
    })),
    scenarios: () => ({
      credentials: providerIds.flatMap((id) => practiceSimulators[id].accounts()),
      recipients: providerIds.flatMap((id) => practiceSimulators[id].recipients?.() ?? []),
      networks: [...practiceNetworks],
    }),
    networks,
    texts: () => started.flatMap(([, simulator]) => simulator.texts?.() ?? []),
    close: async () => {
      const ended = await Promise.allSettled([networks.close(), ...started.map(([, server]) => server.close())]);
      for (const each of ended) if (each.status === 'rejected') throw each.reason;
    },
  };
}
