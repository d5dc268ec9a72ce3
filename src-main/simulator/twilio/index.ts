export type { AcceptedMessage, FaultRule, SimulatorControl } from './control';
export type { Fault } from './faults';
export { practiceScenarios } from './scenarios';
export { startTwilioSimulator, type TwilioSimulator, type TwilioSimulatorOptions } from './server';
