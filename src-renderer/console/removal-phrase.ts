/** What a person types before a clinic is removed: its name, where that is easily typed, or one word. Pure. */
import { t } from '../../src-shared/texts/translate';

const longest = 40;
/** What keyboards of Latin scripts have; no sign that is easily taken for another. */
const easy = /^[\p{Script=Latin}\d .,'&()/+-]+$/u;
/** Two spaces look like one; a ligature, a wide letter or a Roman numeral like letters that it is not. */
const isAsItLooks = (name: string) => !name.includes('  ') && name.normalize('NFKC') === name;

export type RemovalPhrase = { phrase: string; label: string };

export const removalPhrase = (name: string): RemovalPhrase =>
  name.length <= longest && easy.test(name) && isAsItLooks(name)
    ? { phrase: name, label: t('Type the clinic’s name to confirm') }
    : { phrase: t('remove'), label: t('Type “{phrase}” to confirm', { phrase: t('remove') }) };
