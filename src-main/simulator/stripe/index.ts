import type { PracticeSimulator } from '../practice';
import { practiceStripeKeys } from './scenarios';
import { startStripeSimulator } from './server';

export type { StripeControl } from './control';
export { practiceStripeKeys } from './scenarios';
export { type StripeSimulator, type StripeSimulatorOptions, startStripeSimulator } from './server';

export const stripePractice: PracticeSimulator = { start: () => startStripeSimulator(), accounts: practiceStripeKeys };
