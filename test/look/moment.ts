/** When all pictures are taken. */
export const now = Date.parse('2026-03-02T15:00:00.000Z');
