import type { PracticeSimulator } from '../practice';
import { practiceStripeKeys } from './scenarios';
import { startStripeSimulator } from './server';

export { practiceStripeKeys } from './scenarios';
export { type StripeSimulator, startStripeSimulator } from './server';

export const stripePractice: PracticeSimulator = {
  start: (memory) => startStripeSimulator({ memory }),
  accounts: practiceStripeKeys,
};
