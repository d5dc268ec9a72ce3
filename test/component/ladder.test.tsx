import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Ladder } from '../../src-renderer/components/ladder';
import { MiniLadder } from '../../src-renderer/components/mini-ladder';
import type { Rung, RungState } from '../../src-shared/organizations/ladder';
import { renderInTheme } from './setup/render';

const ladder = (...states: RungState[]) => ({
  provider: 'twilio' as const,
  rungs: states.map(
    (state, index): Rung => ({
      id: `rung-${index}`,
      label: `Rung ${index}`,
      state,
      proof: null,
      checkedAt: state === 'proven' || state === 'disproved' ? new Date().toISOString() : null,
    }),
  ),
});
const words = () =>
  page
    .getByRole('listitem')
    .elements()
    .map((each) => each.textContent);

test('counts what is proven among what is needed', async () => {
  await renderInTheme(<Ladder ladder={ladder('proven', 'proven', 'not-applicable', 'unproven')} />);
  await expect.element(page.getByRole('list', { name: 'Twilio readiness: 2 of 3 proven' })).toBeVisible();
  expect(words()[2]).toContain('Not needed');
  expect(words()[3]).toContain('Not proven yet');
});

test('a proof above a rung that failed is shown as old, never as good', async () => {
  await renderInTheme(<Ladder ladder={ladder('proven', 'disproved', 'proven')} />);
  await expect.element(page.getByRole('list', { name: 'Twilio readiness: 1 of 3 proven' })).toBeVisible();
  expect(words()[1]).toContain('Failed');
  expect(words()[2]).not.toContain('Proven');
  expect(words()[2]).toContain('Last proven');
});

test('what a provider reviews is neither proven nor failed, and nothing above it is shown as good', async () => {
  await renderInTheme(<Ladder ladder={ladder('proven', 'pending', 'proven')} />);
  await expect.element(page.getByRole('list', { name: 'Twilio readiness: 1 of 3 proven' })).toBeVisible();
  expect(words()[1]).toContain('In review at Twilio');
  expect(words()[1]).not.toContain('Failed');
  expect(words()[2]).toContain('Last proven');
});

test('in a row, one picture says every rung to who cannot see it', async () => {
  await renderInTheme(<MiniLadder ladder={ladder('proven', 'disproved')} />);
  await expect
    .element(page.getByRole('img'))
    .toHaveAccessibleName('Twilio readiness, 1 of 2 proven. Rung 0: proven; Rung 1: failed');
  await expect.element(page.getByText('Failed', { exact: true })).toBeVisible();
});

test('an unconfirmed text has a hollow chip with a question mark and its word, on the card and in a row', async () => {
  const proven: RungState[] = ['proven', 'proven', 'proven', 'proven'];
  await renderInTheme(
    <>
      <Ladder ladder={ladder(...proven, 'unconfirmed')} />
      <MiniLadder ladder={ladder(...proven, 'unconfirmed')} />
    </>,
  );
  expect(words()[4]).toContain('Unconfirmed');
  await expect.element(page.getByRole('list', { name: 'Twilio readiness: 4 of 5 proven' })).toBeVisible();
  await expect.element(page.getByRole('img')).toHaveAccessibleName(/Rung 4: unconfirmed$/);
  const step = document.querySelector('[aria-hidden] > span > [data-state="unconfirmed"]');
  const chip = document.querySelector('g[data-state="unconfirmed"] > rect');
  if (step === null || chip === null) throw new Error('nothing is drawn');
  expect(getComputedStyle(step).backgroundColor).toBe('rgba(0, 0, 0, 0)');
  expect(Number.parseFloat(getComputedStyle(step).borderTopWidth)).toBeGreaterThan(0);
  expect(getComputedStyle(chip).fill).toBe('none');
  await expect.element(page.getByText('Unconfirmed', { exact: true }).last()).toBeVisible();
});

test('in a row one chip alone is loud, however many proofs are old', async () => {
  await renderInTheme(<MiniLadder ladder={ladder('proven', 'stale', 'stale', 'stale', 'stale')} />);
  await expect.element(page.getByText('Proof is old')).toBeVisible();
  expect(page.getByRole('img').element().querySelectorAll('g')).toHaveLength(1);
});
