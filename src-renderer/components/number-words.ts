/** `12`, `1,234`. Small numbers do without a formatter: the first one of a page takes several milliseconds to make. */
import { currentLocale } from '../../src-shared/texts/translate';
export const formatCount = (count: number): string =>
  count < 1_000 ? String(count) : count.toLocaleString(currentLocale());
