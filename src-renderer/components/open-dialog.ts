/** What holds the focus while it is open. */
export const dialogs = '[role="dialog"][aria-modal="true"]';

/** The dialog on top, which alone may have the focus; null where none is open. */
export const openDialog = (): HTMLElement | null => [...document.querySelectorAll<HTMLElement>(dialogs)].at(-1) ?? null;
