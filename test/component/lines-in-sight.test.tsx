/** Which lines of a long list are drawn, and that a long list costs no more than a short one. */
import { useRef, useState } from 'react';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useLinesInSight } from '../../src-renderer/components/use-lines-in-sight';
import { renderInTheme } from './setup/render';

/** How often it was asked where a line begins. */
let asked = 0;

function List({ first, then }: { first: number; then: number }) {
  const [count, setCount] = useState(first);
  const scroll = useRef<HTMLDivElement>(null);
  const { shown, height } = useLinesInSight(scroll, {
    count,
    topOf: (line) => {
      asked += 1;
      return line * 20;
    },
    overscan: 3,
    covered: { start: 0, end: 0 },
  });
  return (
    <>
      <button type="button" onClick={() => setCount(then)}>
        Change
      </button>
      <div ref={scroll} data-box style={{ height: 200, overflow: 'auto' }}>
        <div style={{ height, position: 'relative' }}>
          {shown.map((line) => (
            <div key={line} data-line={line} style={{ position: 'absolute', top: line * 20 }}>
              {line}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

const lines = () =>
  [...document.querySelectorAll<HTMLElement>('[data-line]')].map(({ dataset }) => Number(dataset.line));
const box = () => document.querySelector('[data-box]');

test('of a hundred thousand lines a drawing asks where a few dozen begin', async () => {
  asked = 0;
  await renderInTheme(<List first={100_000} then={99_999} />);
  await expect.poll(() => lines().length).toBeLessThan(20);
  await page.getByRole('button', { name: 'Change' }).click();
  for (const line of [50_000, 90_000, 10]) {
    box()?.scrollTo({ top: line * 20 });
    await expect.poll(lines).toContain(line);
    expect([lines().length < 20, lines().includes(line + 9)]).toEqual([true, true]);
  }
  expect(asked).toBeLessThan(1_000);
});

test('where few lines become many, those in sight are drawn', async () => {
  await renderInTheme(<List first={2} then={500} />);
  await expect.poll(lines).toEqual([0, 1]);
  await page.getByRole('button', { name: 'Change' }).click();
  await expect.poll(lines).toContain(9);
});

test('where many become few, those are drawn, however far down it was scrolled', async () => {
  await renderInTheme(<List first={500} then={2} />);
  box()?.scrollTo({ top: 400 * 20 });
  await expect.poll(lines).toContain(400);
  await page.getByRole('button', { name: 'Change' }).click();
  await expect.poll(lines).toEqual([0, 1]);
});
