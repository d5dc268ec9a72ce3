export type { GoogleControl } from './control';
export { practiceSignInClients } from './scenarios';
export { type GoogleSimulator, type GoogleSimulatorOptions, startGoogleSimulator } from './server';
