import { currentLocale } from './texts/translate.ts';

/** `0.8 s`, `12 s`, `2 min`, `2 min 5 s`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 9_950) return `${tenths(milliseconds / 1000)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

const tenths = (seconds: number) =>
  seconds.toLocaleString(currentLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
