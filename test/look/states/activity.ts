/** The activity: entries, one that is open, and what is found of the trail. */
import { ok } from '../../../src-shared/result';
import { button, failed, over, quiet, type State, to } from './start';

const found = { intact: true, checked: 941, firstBroken: null, problem: null, adopted: 0, restored: [] };
const verifies = (answer: typeof found | object, words: string | RegExp): Pick<State, 'answers' | 'go'> => ({
  answers: over({ 'audit.verify': ok({ ...found, ...answer }) }),
  go: async (page) => {
    await to('/activity')(page);
    await button(page, 'Verify integrity').click();
    await page.getByText(words).first().waitFor();
  },
});

export const activityStates: readonly State[] = [
  { name: 'activity', answers: quiet, go: to('/activity', 'SMS test: all 4 passed') },
  {
    name: 'activity-entry',
    answers: quiet,
    go: async (page) => {
      await to('/activity')(page);
      await button(page, /Twilio refused the sign-in/).click();
    },
  },
  {
    name: 'activity-empty',
    answers: over({ 'audit.list': ok({ entries: [], more: false }) }),
    go: to('/activity', 'Nothing has happened yet'),
  },
  { name: 'activity-reading', answers: over({ 'audit.list': 'never' }), go: to('/activity') },
  {
    name: 'activity-unreadable',
    answers: over({ 'audit.list': failed() }),
    go: to('/activity', 'No answer in 30 seconds.'),
  },
  { name: 'activity-intact', ...verifies({}, /941/) },
  {
    name: 'activity-changed',
    ...verifies({ intact: false, firstBroken: 17, problem: { kind: 'edited', at: null } }, /17/),
  },
  {
    name: 'activity-exported',
    answers: over({ 'audit.export': ok({ savedTo: '/home/rosa/Documents/activity 2026-03-02.csv', entries: 26 }) }),
    go: async (page) => {
      await to('/activity')(page);
      await button(page, 'Export').click();
      await page.getByRole('menuitem').first().click();
      await page.getByText('activity 2026-03-02.csv').waitFor();
    },
  },
];
