import type { PracticeSimulator } from '../practice';
import { practiceScenarios } from './scenarios';
import { startTwilioSimulator } from './server';

export type { Fault } from './faults';
export { practiceScenarios } from './scenarios';
export { startTwilioSimulator, type TwilioSimulator } from './server';

export const twilioPractice: PracticeSimulator = {
  start: (memory) => startTwilioSimulator({ memory }),
  accounts: () => practiceScenarios().credentials,
  recipients: () => practiceScenarios().recipients,
};
