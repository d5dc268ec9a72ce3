/** What a person does in a long list, and how long it takes until the window shows it. */
import type { Page } from '@playwright/test';
import { type Figure, figure } from '../figures';
import { blocksDuring } from './blocks';
import type { Opened } from './open-console';
import { type BenchProfile, clinicName } from './profiles';

/** Begins in the page and waits there, frame by frame, until `seen` is true. Returns milliseconds. */
function untilSeen(window: Page, begin: string, seen: string, longestMs = 20_000): Promise<number> {
  return window.evaluate(
    async ([act, look, longest]) => {
      const isSeen = new Function(`return ${look}`) as () => boolean;
      const start = performance.now();
      new Function(act ?? '')();
      while (!isSeen()) {
        if (performance.now() - start > longest) throw new Error(`not seen in ${longest} ms: ${look}`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return performance.now() - start;
    },
    [begin, seen, longestMs] as const,
  );
}

/** As a key does it: React listens to the event, and reads the field. */
const typed = (label: string, text: string) => `
  const field = document.querySelector('input[aria-label="${label}"]');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(text)});
  field.dispatchEvent(new Event('input', { bubbles: true }));`;

const firstRowHas = (text: string) =>
  `(document.querySelector('[data-clinic-row="0"]')?.textContent ?? '').includes(${JSON.stringify(text)})`;
const aRowHas = (text: string) =>
  `[...document.querySelectorAll('[data-clinic-row]')].some((row) => row.textContent.includes('${text}'))`;
const toClinics = `
  const places = [...document.querySelectorAll('nav button')];
  places.find((place) => place.textContent.trim().startsWith('Clinics')).click();`;
const titleIs = (text: string) => `document.querySelector('h1')?.textContent === ${JSON.stringify(text)}`;

/**
 * Frames a second while the list is scrolled from its beginning, over a second and a half.
 * @param plain lines of plain text without a script, in the list's place and size: what the computer itself can draw
 */
const scrolled = (window: Page, { plain = false } = {}) =>
  window.evaluate(async (isPlain) => {
    const first = document.querySelector('[data-clinic-row]');
    let box: Element | null = first?.parentElement ?? null;
    while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
    if (!box) return Number.NaN;
    if (isPlain) {
      const { left, top, width, height } = box.getBoundingClientRect();
      const lines = document.createElement('div');
      lines.style.cssText = `position: fixed; overflow: auto; background: Canvas; z-index: 9999; left: ${left}px;
        top: ${top}px; width: ${width}px; height: ${height}px`;
      for (let line = 0; line < 2000; line += 1) {
        const text = lines.appendChild(document.createElement('div'));
        text.style.height = `${first?.clientHeight ?? 0}px`;
        text.textContent = `Clinic ${line}`;
      }
      document.body.append(lines);
      box = lines;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
    const start = performance.now();
    let frames = 0;
    while (performance.now() - start < 1500) {
      box.scrollTop += 120;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      frames += 1;
    }
    const rate = (frames * 1000) / (performance.now() - start);
    if (isPlain) box.remove();
    else box.scrollTop = 0;
    return rate;
  }, plain);

export async function measureList(opened: Opened, { clinics, ids }: BenchProfile, runs: number): Promise<Figure[]> {
  const { window } = opened;
  const size = `${clinics.toLocaleString('en')} clinics`;
  const [keys, changes, opens, backs, frames, plain]: number[][] = [[], [], [], [], [], []];
  const middle = Math.floor(clinics / 2);
  let name = clinicName(middle);
  // A clinic that is not read yet is not found: what follows is measured of the whole list.
  const whole = await untilSeen(window, typed('Search clinics', name), firstRowHas(name), 180_000);
  const blocks = await blocksDuring(opened, async () => {
    for (let run = 0; run < runs; run += 1) {
      for (const length of [1, 2, 3, name.length])
        keys?.push(
          await untilSeen(window, typed('Search clinics', name.slice(0, length)), firstRowHas(name.slice(0, length))),
        );
      const renamed = `Renamed ${run} of ${middle}`;
      const call = { organizationId: ids[middle], name: renamed };
      changes?.push(
        await untilSeen(
          window,
          `${typed('Search clinics', String(middle))}; window.voxanne.organizations.update(${JSON.stringify(call)});`,
          aRowHas(renamed),
        ),
      );
      name = renamed;
      await untilSeen(window, typed('Search clinics', name), firstRowHas(name));
      opens?.push(await untilSeen(window, `document.querySelector('[data-clinic-row="0"]').click()`, titleIs(name)));
      backs?.push(await untilSeen(window, toClinics, `document.querySelector('[data-clinic-row="0"]') !== null`));
      await untilSeen(window, typed('Search clinics', ''), `document.querySelectorAll('[data-clinic-row]').length > 5`);
      frames?.push(await scrolled(window));
    }
  });
  for (let run = 0; run < runs; run += 1) plain?.push(await scrolled(window, { plain: true }));
  return [
    figure(`the middle of the list read after its first rows, ${size}`, [whole], 'ms', null),
    figure(`a key of the search, ${size}`, keys, 'ms', 16),
    figure(`a change until it is seen, ${size}`, changes, 'ms', 100),
    figure(`open a clinic, ${size}`, opens, 'ms', 100),
    figure(`back to the list, ${size}`, backs, 'ms', 100),
    figure(`frames a second while scrolling, ${size}`, frames, '', 55, 'least'),
    figure(`the same of lines of plain text, ${size}`, plain, '', null),
    figure(`longest block of the page, ${size}`, [blocks.page], 'ms', 50),
    figure(`longest block of main, ${size}`, [blocks.main], 'ms', 50),
    figure(`the same of a process that does nothing, ${size}`, [blocks.none], 'ms', null),
  ];
}
