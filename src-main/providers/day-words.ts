/** `May 12, 2026`, the same everywhere. */
export const dayWords = (at: number): string =>
  new Date(at).toLocaleDateString('en-US', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
