/** Practice mode: the simulators of the providers, and bad networks to practise with. */
import type { ProviderId } from '../../src-shared/primitives';
import type { PracticeSimulator } from './practice';
import * as simulators from './simulators';

export { createPracticeNetworks, type PracticeNetworks, practiceNetworks } from './network';

export const practiceSimulators: Readonly<Record<ProviderId, PracticeSimulator>> = { ...simulators };
