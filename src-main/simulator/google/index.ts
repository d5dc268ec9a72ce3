import type { PracticeSimulator } from '../practice';
import { practiceSignInClients } from './scenarios';
import { startGoogleSimulator } from './server';

export type { GoogleControl } from './control';
export { practiceSignInClients } from './scenarios';
export { type GoogleSimulator, type GoogleSimulatorOptions, startGoogleSimulator } from './server';

export const googlePractice: PracticeSimulator = {
  start: () => startGoogleSimulator(),
  accounts: practiceSignInClients,
};
