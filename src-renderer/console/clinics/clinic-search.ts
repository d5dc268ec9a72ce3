/**
 * Searching the clinics: what of a clinic is searched, and which answer comes first. Quick enough for ten thousand
 * rows between two frames.
 */
import { folded } from '../../../src-shared/folded';
import type { OrganizationSummary } from '../../../src-shared/organizations/organization';

/** What is searched, worked out once when the list arrives. */
export type SearchText = {
  /** Everything, as people type it: without accents, in small letters. */
  text: string;
  /** The name's words, each between two spaces. */
  words: string;
  digits: string;
};

/** Words alone, each between two spaces, so that a whole word and the start of one are found as plain text. */
const spaced = (text: string) => ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;

type Searched = Pick<OrganizationSummary, 'name' | 'attention'> & {
  connections: readonly Pick<OrganizationSummary['connections'][number], 'resource'>[];
};

export function searchTextOf({ name, connections, attention }: Searched): SearchText {
  const resources = connections.map(({ resource }) => resource ?? '');
  const foldedName = folded(name);
  return {
    text: `${foldedName}\n${folded([...resources, attention ?? ''].join('\n'))}`,
    words: spaced(foldedName),
    digits: resources.map((resource) => resource.replace(/\D/g, '')).join(' '),
  };
}

/**
 * The rank of a match; 0 is the best. Names and starts of names rank before other matches: `Branch 1` finds Branch 1
 * before Branch 10.
 */
const places = 6;

/** For one search: the place of a clinic among the answers, or null where it is none. */
export type Placing = (text: SearchText) => number | null;

/** What somebody typed: every word of it has to be found, or its digits where it looks like a phone number. */
function askedFor(search: string) {
  const asked = folded(search).trim();
  const digits = asked.replace(/\D/g, '');
  const isNumber = digits.length >= 3 && /^[+()\d\s./-]+$/.test(asked);
  return { asked, digits, isNumber, typed: asked === '' ? [] : asked.split(/\s+/) };
}

/** True where `search` can only find what `before` found, as it mostly does when somebody goes on typing. */
export function narrows(before: string, search: string): boolean {
  const [first, then] = [askedFor(before), askedFor(search)];
  if (then.isNumber && !(first.isNumber && then.digits.includes(first.digits))) return first.asked === '';
  return first.typed.every((word) => then.typed.some((longer) => longer.includes(word)));
}

/** What looks like a phone number is compared by its digits, however it was written. */
export function placing(search: string): Placing {
  const { asked, digits, isNumber, typed } = askedFor(search);
  if (asked === '') return () => 0;
  const phrase = spaced(asked);
  const start = phrase.trimEnd();
  const starts = start
    .trim()
    .split(' ')
    .map((word) => ` ${word}`);
  // Signs alone are no words: they are found in the text, and no answer is nearer than another.
  const hasWords = start.trim() !== '';
  return ({ text, words, digits: owned }) => {
    if (!typed.every((word) => text.includes(word))) return isNumber && owned.includes(digits) ? places - 1 : null;
    if (!hasWords) return places - 1;
    if (words === phrase) return 0;
    if (words.includes(phrase)) return words.startsWith(phrase) ? 1 : 2;
    if (words.startsWith(start)) return 3;
    return starts.every((each) => words.includes(each)) ? 4 : places - 1;
  };
}
