import classes from '../setup.module.css';

/** The list itself scrolls: a scroll area around it would be one more stop for a screen reader, and belong to nothing. */
export const scrollingList = { withScrollArea: false, classNames: { options: classes.options ?? '' } } as const;
