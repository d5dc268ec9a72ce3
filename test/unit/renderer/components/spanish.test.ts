/** Numbers, times and counted sentences in the language of the person. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatCount } from '../../../../src-renderer/components/number-words';
import { shownLocale } from '../../../../src-renderer/components/shown-locale';
import { exactTime, relativeTime } from '../../../../src-renderer/components/time-words';
import { endedWords, runningWords } from '../../../../src-renderer/console/clinics/check-all';
import type { CheckAllProgress } from '../../../../src-shared/organizations/organization';
import { setLanguage } from '../../../../src-shared/texts/set-language';

beforeAll(() => setLanguage('es'));
afterAll(() => setLanguage('en'));

const now = Date.parse('2026-05-04T09:30:00Z');
const minutes = 60_000;

test('times and numbers are written as in Spanish', () => {
  expect(relativeTime(now - 5 * minutes, now)).toBe('hace 5 minutos');
  expect(relativeTime(now, now)).toBe('ahora mismo');
  expect(exactTime(now, 'Europe/Madrid')).toMatch(/^4 may 2026, 11:30:00 a\.m\./);
  expect(formatCount(12_345)).toBe('12,345');
});

test('the console’s language wins over a system that speaks another', () => expect(shownLocale()).toBe('es-US'));

test('Check all says in whole sentences how far it is and how it ended, for one and for many', () => {
  const progress = (clinics: Partial<CheckAllProgress['clinics']>, more: Partial<CheckAllProgress> = {}) =>
    ({
      state: 'finished',
      clinics: { done: 0, total: 0, failed: 0, notChecked: 0, ...clinics },
      silent: [],
      ...more,
    }) as CheckAllProgress;
  expect(endedWords(progress({ done: 1, total: 1 }))).toBe('1 clínica comprobada; ninguna falló.');
  expect(endedWords(progress({ done: 12, total: 12, failed: 2, notChecked: 1 }))).toBe(
    '11 clínicas comprobadas; 2 con fallo, 1 no se pudo comprobar. Lo que no se pudo comprobar conserva su última demostración.',
  );
  expect(runningWords(progress({ done: 3, total: 8 }, { silent: ['twilio', 'google'] }))).toBe(
    'Comprobadas 3 de 8. Twilio y Google Calendar no responden',
  );
});
