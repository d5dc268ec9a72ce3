/** Practice mode's bad networks. One at a time can be chosen, for all requests to providers. */
import { AppError } from '../../../src-shared/errors';
import type { ProviderId } from '../../../src-shared/primitives';
import type { Detour } from '../../providers/http/endpoint';
import { startNetwork } from './bad-networks';
import { conditionIds, type PracticeNetwork, practiceNetworks } from './conditions';
import type { RunningNetwork } from './parts';

export { type PracticeNetwork, practiceNetworks } from './conditions';

const unknown = () =>
  new AppError({
    code: 'practice.unknown-network',
    message: 'There is no such practice network.',
    cause: 'The request named one that is not on the list.',
    fix: 'Choose one of the list.',
    retryable: false,
  });

export type PracticeNetworks = ReturnType<typeof createPracticeNetworks>;

/** @param simulators origins of the simulators */
export function createPracticeNetworks(simulators: Readonly<Record<ProviderId, string>>) {
  let chosen: { network: PracticeNetwork; running: RunningNetwork } | null = null;
  let changing: Promise<unknown> = Promise.resolve();

  async function change(id: string | null): Promise<void> {
    const condition = conditionIds.find((one) => `network.${one}` === id);
    const network = practiceNetworks.find((one) => one.id === id);
    if (id !== null && (condition === undefined || network === undefined)) throw unknown();
    const next =
      condition === undefined || network === undefined
        ? null
        : { network, running: await startNetwork[condition](simulators) };
    chosen?.running.close();
    chosen = next;
  }

  return {
    /** The bad network that is chosen; null for none. */
    current: (): PracticeNetwork | null => chosen?.network ?? null,
    /** Where requests to a provider go now; null for straight to the simulator. */
    detour: (provider: ProviderId): Detour | null => chosen?.running.detours[provider] ?? null,
    /**
     * Changes the network.
     * @param id of {@link practiceNetworks}; null for the ordinary one.
     * @throws AppError `practice.unknown-network`
     */
    choose(id: string | null): Promise<void> {
      const done = changing.then(() => change(id));
      changing = done.catch(() => undefined);
      return done;
    },
    close: (): Promise<void> => changing.then(() => change(null)),
  };
}
