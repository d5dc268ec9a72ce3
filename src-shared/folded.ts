/** Text as it is compared when somebody looks for something. Pure. */

const ascii = /^[\n -~]*$/;

/** In small letters, without accents and without signs that can't be seen: whoever types `espana` finds España. */
export const folded = (text: string): string =>
  (ascii.test(text) ? text : text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '')).toLowerCase();
