import classes from './six-words.module.css';

/** Six words that two people compare by voice: each stands by itself, with its place. */
export function SixWords({ words, label }: { words: string; label: string }) {
  return (
    <ol className={classes.words} aria-label={label}>
      {words.split(' ').map((word, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word may be there twice, and stands in its place
        <li key={index} lang="en">
          {word}
        </li>
      ))}
    </ol>
  );
}
