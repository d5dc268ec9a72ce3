/** Times of a shared vault: the server’s form and the store’s are one moment, and none in UTC is parsed. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { isoTime } from '../../../../src-main/storage/postgres/driver';

/** As PostgreSQL writes it: up to six digits behind the point, without zeros at the end. */
const asServer = (time: Date, micros: number, zone: string) => {
  const text = time.toISOString();
  const fraction = `${text.slice(20, 23)}${String(micros).padStart(3, '0')}`.replace(/0+$/, '');
  return `${text.slice(0, 10)} ${text.slice(11, 19)}${fraction === '' ? '' : `.${fraction}`}${zone}`;
};
const times = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });

test('in UTC it is cut out of the text, whatever its fraction', () => {
  const drawn = fc.sample(fc.tuple(times, fc.integer({ min: 0, max: 999 })), 500);
  const texts = drawn.map(([time, micros]) => asServer(time, micros, '+00'));
  const wanted = drawn.map(([time]) => time.toISOString());
  const written = vi.spyOn(Date.prototype, 'toISOString');
  expect(texts.map(isoTime)).toEqual(wanted);
  expect(written).not.toHaveBeenCalled();
  expect(isoTime('2026-11-01 09:30:00+00')).toBe('2026-11-01T09:30:00.000Z');
});

test('of another zone it is the same moment', () => {
  expect(isoTime('2026-11-01 09:30:00.25+01')).toBe('2026-11-01T08:30:00.250Z');
  expect(isoTime('2026-11-01 09:30:00.25-03:30')).toBe('2026-11-01T13:00:00.250Z');
});
