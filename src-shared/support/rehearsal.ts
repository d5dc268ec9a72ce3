/** A rehearsal is a package that is tried and never published: `1.2.0-rehearsal.7`. */
export const isRehearsalVersion = (version: string): boolean => /-rehearsal\.\d+$/.test(version);
