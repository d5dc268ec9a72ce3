/** Whether a wrapped key was overwritten with zeros. Its row stays, so that copies of the database can be told. */
export const isDestroyed = (wrapped: Buffer) => wrapped.every((byte) => byte === 0);
