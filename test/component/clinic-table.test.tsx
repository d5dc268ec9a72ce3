import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { exactTime } from '../../src-renderer/components/time-words';
import { useClinics } from '../../src-renderer/console/clinics/use-clinics';
import { useRouter } from '../../src-renderer/router/router';
import { ClinicTable } from '../../src-renderer/screens/clinics/clinic-table';
import type { ClinicRow } from '../../src-shared/organizations/clinic-row';
import { clinic, slice } from '../unit/renderer/clinics/clinics-fixture';
import { fake } from './setup/bridge';
import { openConsole } from './setup/console';
import { renderInTheme } from './setup/render';

const row = (name: string) => page.getByRole('row', { name, exact: true });
const tabStops = () => document.querySelectorAll('[data-clinic-row][tabindex="0"]');

const clinics = Array.from({ length: 500 }, (_, index) => clinic(index + 1));
/** Read again, as after a check or a change. */
const readAgain = (organizations: ClinicRow[]) => {
  fake.succeed('organizations.list', slice(organizations));
  return useClinics.getState().load();
};
const firstNames = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    document.querySelector(`[data-clinic-row="${index}"]`)?.getAttribute('aria-label'),
  );

beforeEach(async () => {
  await openConsole(clinics);
  await renderInTheme(
    <div data-test-box style={{ height: 500, display: 'flex', flexDirection: 'column' }}>
      <ClinicTable />
      <input aria-label="Elsewhere" />
    </div>,
  );

  await expect.element(row('Clinic 1')).toBeVisible();
});

test('one row is the stop of the Tab key, and the arrows move it', async () => {
  expect(tabStops()).toHaveLength(1);
  (row('Clinic 1').element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(row('Clinic 3')).toHaveFocus();
  expect(tabStops()).toHaveLength(1);
  await userEvent.keyboard('{End}');
  await expect.element(row('Clinic 500')).toHaveFocus();
  await userEvent.keyboard('{Home}');
  await expect.element(row('Clinic 1')).toHaveFocus();
});

test('a small sign says that receptionists use a clinic', async () => {
  await readAgain([{ ...clinic(1), machines: 2 }, clinic(2)]);
  await expect.element(row('Clinic 1')).toHaveTextContent('Used by 2 receptionists');
  await expect.element(row('Clinic 2')).not.toHaveTextContent('Used by');
});

test('a row says when a failed attempt was made, beside the last answer', async () => {
  const answered = '2026-05-03T07:00:00.000Z';
  const attempted = '2026-05-04T09:30:07.000Z';
  const { twilio, ...others } = clinic(1, { checkedAt: answered }).connections;
  if (twilio === undefined) throw new Error('no Twilio');
  const problem = { code: 'network.timeout', message: 'Twilio did not answer in time.', retryable: true };
  const failed = { ...twilio, problem, attempted: Date.parse(attempted) };
  await readAgain([{ ...clinic(1), connections: { ...others, twilio: failed } }, clinic(2, { checkedAt: answered })]);
  const words =
    `Twilio: Twilio did not answer in time. ` +
    `Last tried ${exactTime(Date.parse(attempted))}; last answer ${exactTime(Date.parse(answered))}.`;
  const titles = (name: string) =>
    [...row(name).element().querySelectorAll('[title]')].map((element) => element.getAttribute('title') ?? '');
  await expect.element(row('Clinic 1')).toHaveTextContent('Twilio did not answer in time.');
  // Where the clinic's sentences are, and where its age is.
  expect(titles('Clinic 1').filter((title) => title.includes(words))).toHaveLength(2);
  expect(titles('Clinic 2').join('\n')).not.toContain('Last tried');
});

test('Enter opens the clinic that has the focus', async () => {
  (row('Clinic 1').element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(useRouter.getState().route).toMatchObject({ screen: 'clinic', organizationId: clinic(2).id });
});

test.each([1248, 1144, 1016, 888, 832, 831, 680, 640, 639, 480, 360])(
  'at %s pixels nothing is cut off at the side',
  async (width) => {
    const box = document.querySelector<HTMLElement>('[data-test-box]');
    if (box === null) throw new Error('no box');
    box.style.width = `${width}px`;
    const scroll = document.querySelector('[role=grid] [role=presentation]');
    await expect.poll(() => box.getBoundingClientRect().width).toBe(width);
    await expect.poll(() => (scroll?.scrollWidth ?? 0) - (scroll?.clientWidth ?? 0)).toBe(0);
  },
);

test('a row can be reached by Tab wherever the list was scrolled to', async () => {
  const scroll = document.querySelector('[role=grid] [role=presentation]');
  scroll?.scrollTo({ top: 10_000 });
  await expect.element(row('Clinic 1')).not.toBeInTheDocument();
  await expect.poll(() => tabStops().length).toBe(1);
});

test('a row can be reached by Tab after a search that leaves few', async () => {
  (row('Clinic 1').element() as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.element(row('Clinic 500')).toHaveFocus();
  useClinics.getState().search('Clinic 42');
  await expect.element(row('Clinic 42')).toBeVisible();
  await expect.poll(() => tabStops().length).toBe(1);
});

test('after a removal the stop is at the same place, and the focus with it', async () => {
  (row('Clinic 1').element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(row('Clinic 2')).toHaveFocus();
  await readAgain(clinics.filter(({ name }) => name !== 'Clinic 2'));
  await expect.element(row('Clinic 3')).toHaveFocus();
  await readAgain(clinics.filter(({ name }) => !['Clinic 1', 'Clinic 2'].includes(name)));
  await expect.element(row('Clinic 3')).toHaveFocus();
  expect(tabStops()).toHaveLength(1);
});

test('after the last row was removed, the row before it has the focus', async () => {
  (row('Clinic 1').element() as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.element(row('Clinic 500')).toHaveFocus();
  await readAgain(clinics.slice(0, 499));
  await expect.element(row('Clinic 499')).toHaveFocus();
  expect(tabStops()).toHaveLength(1);
});

test('the row with the focus keeps it, wherever the wheel leads', async () => {
  (row('Clinic 1').element() as HTMLElement).focus();
  document.querySelector('[role=grid] [role=presentation]')?.scrollTo({ top: 10_000 });
  await expect.element(row('Clinic 215')).toBeInTheDocument();
  await expect.element(row('Clinic 1')).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(row('Clinic 2')).toHaveFocus();
  await expect.element(row('Clinic 2')).toBeInViewport();
});

test('the row that the arrows reach is seen whole, above the frame and under the head', async () => {
  (row('Clinic 1').element() as HTMLElement).focus();
  for (let press = 0; press < 12; press += 1) await userEvent.keyboard('{ArrowDown}');
  await expect.element(row('Clinic 13')).toHaveFocus();
  const bottom = document.querySelector('[role=grid]')?.getBoundingClientRect().bottom ?? 0;
  await expect.poll(() => row('Clinic 13').element().getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom);
});

test('no row leaves its place under the pointer; the new order comes when it leaves', async () => {
  useClinics.getState().showAs({ filter: 'all', sort: { column: 'status', descending: false } });
  await expect.poll(() => firstNames(3)).toEqual(['Clinic 1', 'Clinic 2', 'Clinic 3']);
  await row('Clinic 2').hover();
  await readAgain(clinics.map((each, at) => (at === 2 ? clinic(3, { status: 'needs-attention' }) : each)));
  await expect.element(row('Clinic 3')).toHaveTextContent('Needs attention');
  expect(firstNames(3)).toEqual(['Clinic 1', 'Clinic 2', 'Clinic 3']);
  await page.getByRole('textbox', { name: 'Elsewhere' }).hover();
  await expect.poll(() => firstNames(3)).toEqual(['Clinic 3', 'Clinic 1', 'Clinic 2']);
});

test('a click on the heading brings the new order, and does not turn it round', async () => {
  useClinics.getState().showAs({ filter: 'all', sort: { column: 'status', descending: false } });
  await row('Clinic 2').hover();
  await readAgain(clinics.map((each, at) => (at === 2 ? clinic(3, { status: 'needs-attention' }) : each)));
  await expect.element(row('Clinic 3')).toHaveTextContent('Needs attention');
  await page.getByRole('button', { name: 'Status' }).click();
  await expect.poll(() => firstNames(3)).toEqual(['Clinic 3', 'Clinic 1', 'Clinic 2']);
  expect(useClinics.getState().query.sort.descending).toBe(false);
});

test('no row leaves its place while one has the focus; Tab out brings the new order', async () => {
  useClinics.getState().showAs({ filter: 'all', sort: { column: 'status', descending: false } });
  await expect.poll(() => firstNames(1)).toEqual(['Clinic 1']);
  await page.getByRole('textbox', { name: 'Elsewhere' }).hover();
  (row('Clinic 2').element() as HTMLElement).focus();
  await readAgain(clinics.map((each, at) => (at === 2 ? clinic(3, { status: 'needs-attention' }) : each)));
  await expect.element(row('Clinic 3')).toHaveTextContent('Needs attention');
  expect(firstNames(3)).toEqual(['Clinic 1', 'Clinic 2', 'Clinic 3']);
  await userEvent.tab();
  await expect.poll(() => firstNames(3)).toEqual(['Clinic 3', 'Clinic 1', 'Clinic 2']);
  expect(tabStops()).toHaveLength(1);
});

test('of 10,000 clinics only the rows in sight exist, wherever the list is scrolled to', async () => {
  await readAgain(Array.from({ length: 10_000 }, (_, index) => clinic(index + 1)));
  const rows = () => document.querySelectorAll('[data-clinic-row]').length;
  for (const top of [0, 240_000, 479_040]) {
    document.querySelector('[role=grid] [role=presentation]')?.scrollTo({ top });
    await expect.element(row(`Clinic ${Math.min(top / 48 + 1, 9990)}`)).toBeInTheDocument();
    expect(rows()).toBeLessThan(30);
    expect(tabStops()).toHaveLength(1);
  }
});

test('scrolling a long list walks none of it, whoever has the focus', async () => {
  await readAgain(Array.from({ length: 10_000 }, (_, index) => clinic(index + 1)));
  await expect.element(row('Clinic 1')).toBeVisible();
  const walked = [vi.spyOn(Array.prototype, 'findIndex'), vi.spyOn(Array.prototype, 'every')];
  const ofAll = () =>
    walked.flatMap(({ mock }) => mock.contexts).filter((of) => Array.isArray(of) && of.length === 10_000).length;
  const scroll = async () => {
    for (const top of [4_800, 48_000, 240_000]) {
      document.querySelector('[role=grid] [role=presentation]')?.scrollTo({ top });
      await expect.element(row(`Clinic ${top / 48 + 1}`)).toBeInTheDocument();
    }
  };
  await scroll();
  expect(ofAll()).toBe(0);
  document.querySelector('[role=grid] [role=presentation]')?.scrollTo({ top: 0 });
  await expect.element(row('Clinic 1')).toBeVisible();
  (row('Clinic 1').element() as HTMLElement).focus();
  await expect.element(row('Clinic 1')).toHaveFocus();
  for (const { mockClear } of walked) mockClear();
  await scroll();
  expect(ofAll()).toBe(0);
  for (const { mockRestore } of walked) mockRestore();
});

test('rows are 48 pixels high, and the frame ends with them', async () => {
  expect(row('Clinic 1').element().getBoundingClientRect().height).toBe(48);
  await readAgain(clinics.slice(0, 3));
  const bottom = () => document.querySelector('[role=grid]')?.getBoundingClientRect().bottom ?? 0;
  await expect.poll(() => bottom() - row('Clinic 3').element().getBoundingClientRect().bottom).toBeLessThanOrEqual(2);
});

test('a name is read in the direction of its script, and starts at the edge', async () => {
  await readAgain([clinic(1, { name: 'عيادة الشروق لطب الأسنان' }), clinic(2)]);
  const name = page.getByText('عيادة الشروق لطب الأسنان', { exact: true });
  await expect.element(name).toHaveAttribute('dir', 'auto');
  const other = page.getByText('Clinic 2', { exact: true });
  expect(name.element().getBoundingClientRect().left).toBe(other.element().getBoundingClientRect().left);
});

test('a row says what to do next', async () => {
  await readAgain([clinic(1, { status: 'unproven' }), clinic(2)]);
  await expect.element(row('Clinic 1')).toHaveTextContent('Run the SMS test');
  await expect.element(row('Clinic 2')).not.toHaveTextContent('Run the SMS test');
});
