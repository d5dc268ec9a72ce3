/** Network notices for a person: a proxy that asks for a sign-in, and who can read the connections. */
import { create } from 'zustand';
import type { NetworkPending } from '../../src-shared/network/network';
import type { Result } from '../../src-shared/result';
import { voxanne } from '../bridge';
import { toast } from './toast';

type NetworkState = NetworkPending & { load: () => Promise<void>; set: (pending: NetworkPending) => void };

export const useNetwork = create<NetworkState>((set) => ({
  asking: null,
  inspectors: [],
  load: async () => {
    const answer = await voxanne.network.pending({});
    if (answer.ok) set(answer.value);
  },
  set: (pending) => set(pending),
}));

/** Stores a call's answer. A failure is shown and changes nothing. */
export function keepPending(answer: Result<NetworkPending>): boolean {
  if (answer.ok) useNetwork.getState().set(answer.value);
  else toast({ tone: 'bad', title: answer.error.message, message: answer.error.fix });
  return answer.ok;
}
