/** The test of text messages. */
import { ok } from '../../../src-shared/result';
import type { Answers } from '../page';
import * as world from '../world';
import { button, inPractice, type State } from './start';
import { heading, setup } from './wizard';

const sms = (run: typeof world.smsPassed | null, answers: Answers = {}): Answers =>
  setup('sms-test', {
    'credentials.list': ok({
      connections: [
        world.connection('twilio', run === world.smsPassed ? [] : ['proven', 'proven', 'proven', 'proven', 'unproven']),
      ],
    }),
    'test.history:twilio': ok({ runs: run === null ? [] : [run] }),
    ...answers,
  });

export const smsTestStates: readonly State[] = [
  {
    name: 'sms-test',
    answers: sms(null),
    go: (page) => heading(page, 'Test text messages'),
  },
  {
    name: 'sms-test-practice',
    answers: sms(world.smsUnconfirmed, {
      'app.status': inPractice,
      'practice.texts': ok([
        {
          id: 'SM1',
          from: '+12125550123',
          to: '+14155550123',
          text: 'Voxanne test for Sunrise Dental: texting works. Code 4821. No reply needed.',
          arrivedAt: world.ago(480_000),
        },
        { id: 'SM2', from: '+12125550123', to: '+14155550123', text: 'Hot lead', arrivedAt: null },
      ]),
    }),
    go: async (page) => {
      await heading(page, 'Test text messages');
      await page.getByText('A text is on its way.').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'sms-test-running',
    answers: sms(world.smsRunning),
    go: async (page) => {
      await heading(page, 'Test text messages');
      await button(page, 'Stop').waitFor();
    },
  },
  {
    name: 'sms-test-passed',
    answers: sms(world.smsPassed),
    go: async (page) => {
      await heading(page, 'Test text messages');
      await page.getByText('All 4 passed').first().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'sms-test-not-connected',
    answers: setup('sms-test', { 'test.history:twilio': ok({ runs: [] }) }),
    go: (page) => heading(page, 'Test text messages'),
  },
  {
    name: 'sms-test-unconfirmed',
    answers: sms(world.smsUnconfirmed),
    go: async (page) => {
      await heading(page, 'Test text messages');
      await page.getByText('Code from the phone').first().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'sms-test-send-again',
    answers: sms(world.smsUnconfirmed),
    go: async (page) => {
      await heading(page, 'Test text messages');
      await button(page, 'Run again').click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
