/**
 * Encoding, length and number of paid segments of a text. Written here because the published calculator needs 120 kB of
 * tables and 20 to 30 ms for a long text, too slow for every keystroke. The tests compare the two.
 */

import { t } from '../texts/translate';

type SmsEncoding = 'GSM-7' | 'UCS-2';

export type SegmentCount = {
  encoding: SmsEncoding;
  /**
   * Length in the encoding's own units: septets (`€` and its like count twice) or UTF-16 units (most emoji count
   * twice).
   */
  units: number;
  segments: number;
  /** Units that one segment holds at this number of segments: 160 or 153, 70 or 67. */
  perSegment: number;
  /** Characters that make the text UCS-2, without repeats, at most eight: what to replace to make it cheaper. */
  forcing: string[];
};

/** GSM 03.38, basic table: one septet each. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ' +
    '!"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** The extension table: an escape and a septet. */
const extended = new Set('\f^{}\\[~]|€');

/** Made when first asked for: it takes a millisecond. */
let graphemes: Intl.Segmenter | undefined;

/** Fills segments in order; a character is never cut in two. */
function fill(
  sizes: Iterable<number>,
  single: number,
  joined: number,
  total: number,
): { segments: number; perSegment: number } {
  if (total <= single) return { segments: 1, perSegment: single };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > joined) {
      segments += 1;
      used = 0;
    }
    // A character longer than a whole segment (a tower of combining marks) has to be cut after all.
    segments += Math.floor(Math.max(0, size - 1) / joined);
    used += size > joined ? size % joined || joined : size;
  }
  return { segments, perSegment: joined };
}

/** Counts what a text costs. An empty text counts as one segment. */
export function countSegments(text: string): SegmentCount {
  const characters = [...text];
  const foreign = characters.filter((character) => !basic.has(character) && !extended.has(character));
  if (foreign.length === 0) {
    const sizes = characters.map((character) => (extended.has(character) ? 2 : 1));
    const units = sizes.reduce((sum, size) => sum + size, 0);
    return { encoding: 'GSM-7', units, ...fill(sizes, 160, 153, units), forcing: [] };
  }
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const clusters = [...graphemes.segment(text)].flatMap(({ segment }) =>
    segment === '\r\n' ? [1, 1] : [segment.length],
  );
  return {
    encoding: 'UCS-2',
    units: text.length,
    ...fill(clusters, 70, 67, text.length),
    forcing: [...new Set(foreign)].slice(0, 8),
  };
}

/** `UCS-2, 143 characters, 3 segments`. */
export function describeSegments(count: SegmentCount): string {
  return t(
    '{encoding}, {characters, plural, one {# character} other {# characters}}, {segments, plural, one {# segment} other {# segments}}',
    { encoding: count.encoding, characters: count.units, segments: count.segments },
  );
}
