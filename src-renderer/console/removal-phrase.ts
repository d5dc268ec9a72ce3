/** What a person types before a clinic is removed: its name, where that is easily typed, or one word. Pure. */

const longest = 40;
/** What keyboards of Latin scripts have; no sign that is easily taken for another. */
const easy = /^[\p{Script=Latin}\d .,'&()/+-]+$/u;

export type RemovalPhrase = { phrase: string; label: string };

export const removalPhrase = (name: string): RemovalPhrase =>
  name.length <= longest && easy.test(name)
    ? { phrase: name, label: 'Type the clinic’s name to confirm' }
    : { phrase: 'remove', label: 'Type “remove” to confirm' };
