/** The handoff report: on its own page, and as the wizard's last step. */
import { ok } from '../../../src-shared/result';
import * as world from '../world';
import { button, failed, inPractice, longName, over, quiet, type State, to } from './start';
import { setup, wizard } from './wizard';

const { clinic } = world;
const sheet = `/clinics/${clinic.id}/handoff`;

export const handoffStates: readonly State[] = [
  { name: 'handoff', answers: quiet, go: to(`/clinics/${clinic.id}/handoff`, 'Save as PDF') },
  {
    name: 'setup-handoff',
    answers: setup('handoff', { 'credentials.list': ok({ connections: world.allConnected.slice(0, 2) }) }),
    go: async (page) => {
      await wizard(page);
      await button(page, 'Finish').waitFor();
    },
  },
  {
    name: 'handoff-open-items',
    answers: over({
      'organizations.get': ok({ ...clinic, notNeeded: [world.notNeeded('stripe')] }),
      'credentials.list': ok({
        connections: [
          world.connection('twilio', ['proven', 'proven', 'proven', 'pending', 'unconfirmed']),
          world.connection('google', ['disproved'], { status: 'reconnect-needed', problem: world.failure({}) }),
        ],
      }),
      'test.history:twilio': ok({ runs: [world.smsUnconfirmed] }),
    }),
    go: to(sheet, 'Still open'),
  },
  {
    name: 'handoff-long-names',
    answers: over({
      'app.status': inPractice,
      'organizations.get': ok({ ...clinic, name: longName, contact: { ...clinic.contact, name: longName } }),
      'credentials.list': ok({
        connections: [
          world.connection('twilio'),
          world.connection('google', [], {
            resource: 'reception.and.appointments.of.the.whole.practice@west.example',
            addedBy: longName,
          }),
          world.connection('stripe', [], { resource: longName, mode: 'test' }),
        ],
      }),
    }),
    go: to(sheet, 'What was proven'),
  },
  {
    name: 'handoff-reading',
    answers: over({ 'credentials.list': 'never' }),
    go: to(sheet, 'Reading what was proven…'),
  },
  {
    name: 'handoff-unreadable',
    answers: over({ 'credentials.list': failed() }),
    go: to(sheet, 'No answer in 30 seconds.'),
  },
];
