/** How rows of data keys say that something was destroyed. */
import { sql } from 'kysely';

/** Names no key: a row of this version says that the whole clinic was removed. */
export const removedClinic = 0;

/** The bytes of a key, gone. They are as many as before, so that the row keeps its place in the file. */
export const overwritten = sql<Buffer>`zeroblob(length(wrapped_key))`;
