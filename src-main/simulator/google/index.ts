import type { PracticeSimulator } from '../practice';
import { practiceSignInClients } from './scenarios';
import { startGoogleSimulator } from './server';

export { practiceSignInClients } from './scenarios';
export { type GoogleSimulator, startGoogleSimulator } from './server';

export const googlePractice: PracticeSimulator = {
  start: (memory) => startGoogleSimulator({ memory }),
  accounts: practiceSignInClients,
};
