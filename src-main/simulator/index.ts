/** The practice providers: servers on this machine that answer as the real ones do and reach nobody. One line each. */
import type { ProviderId } from '../../src-shared/primitives';
import { googlePractice } from './google';
import type { PracticeSimulator } from './practice';
import { stripePractice } from './stripe';
import { twilioPractice } from './twilio';

export * from './google';
export * from './network';
export * from './stripe';
export * from './twilio';

export const practiceSimulators: Readonly<Record<ProviderId, PracticeSimulator>> = {
  twilio: twilioPractice,
  google: googlePractice,
  stripe: stripePractice,
};
