import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { HandoffPaper } from '../../src-renderer/components/handoff/handoff-paper';
import { handoffReport } from '../../src-shared/handoff/handoff-report';
import { allConnected, clinic, connection, notNeeded } from '../look/world';
import { renderInTheme } from './setup/render';

const shown = (connections: typeof allConnected, decided: typeof clinic.notNeeded = [], width = 960) =>
  renderInTheme(
    <div style={{ width }}>
      <HandoffPaper
        report={handoffReport({
          organization: { ...clinic, notNeeded: decided },
          connections,
          runs: [],
          madeBy: 'Rosa',
          now: new Date(),
        })}
        level={2}
        onAct={() => undefined}
      />
    </div>,
  );
const tops = (selector: string) =>
  [...document.querySelectorAll(`article ${selector}`)].map((element) =>
    Math.round(element.getBoundingClientRect().top),
  );

test('what stands beside each other begins on one line, however long one of them is', async () => {
  await shown([
    connection('twilio'),
    connection('google', [], { resource: 'reception.and.appointments.of.the.whole.practice@sunrise.example' }),
    connection('stripe'),
  ]);
  await expect.element(page.getByText('Test event made and removed', { exact: true })).toBeVisible();
  const rungs = tops('ul[aria-label] > li');
  expect(rungs).toHaveLength(15);
  for (let rung = 0; rung < 5; rung += 1) {
    const beside = [rungs[rung], rungs[rung + 5], rungs[rung + 10]];
    expect(new Set(beside).size, `rung ${rung} stands at ${beside.join(', ')}`).toBe(1);
  }
  const facts = tops('ul[aria-label] + dl');
  expect(facts).toHaveLength(3);
  expect(new Set(facts).size).toBe(1);
});

test('a provider that is not needed stands in a column like the others', async () => {
  await shown(allConnected.slice(0, 2), [notNeeded('stripe')]);
  await expect.element(page.getByText('Not needed')).toBeVisible();
  const account = page.getByText('Stripe', { exact: true }).element().getBoundingClientRect();
  const title = page.getByRole('heading', { name: 'Deposits' }).element().getBoundingClientRect();
  expect(account.top).toBeGreaterThan(title.bottom - 4);
  expect(account.left).toBeCloseTo(title.left, 0);
});

test.each([960, 860])('the distances between the rungs are even at a width of %s', async (width) => {
  await shown(allConnected, [], width);
  await expect.element(page.getByText('Test event made and removed', { exact: true })).toBeVisible();
  const rungs = tops('ul[aria-label] > li');
  const steps = rungs.slice(1, 5).map((top, index) => top - (rungs[index] ?? 0));
  expect(Math.max(...steps) - Math.min(...steps), `they are ${steps.join(', ')}`).toBeLessThanOrEqual(1);
});
