import { refusal } from '../../../src-shared/errors';
import { t } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

/** Switches between the real workspace and practice. */
export type PracticeSwitch = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Begins practice anew. False when it is not running. */
  reset(): Promise<boolean>;
};

const notRunning = () =>
  refusal(
    'practice.not-running',
    t('Practice mode is not running.'),
    t('Practice accounts exist only inside it.'),
    t('Start it from the welcome page.'),
  );

export function createPracticeHandlers(
  { practice, network }: Workspace,
  practiceSwitch: PracticeSwitch,
): HandlersOf<'practice'> {
  return {
    'practice.start': async () => {
      await practiceSwitch.start();
      return {};
    },
    'practice.stop': async () => {
      await practiceSwitch.stop();
      return {};
    },
    'practice.scenarios': () => {
      if (practice === null) throw notRunning();
      return practice.scenarios();
    },
    'practice.texts': () => {
      if (practice === null) throw notRunning();
      return practice.texts();
    },
    'practice.reset': async () => {
      if (!(await practiceSwitch.reset())) throw notRunning();
      return {};
    },
    'practice.chooseNetwork': async ({ id }) => {
      if (practice === null) throw notRunning();
      await practice.networks.choose(id);
      // The question came from a proxy of the previous network.
      (await network()).dismiss();
      return {};
    },
  };
}
