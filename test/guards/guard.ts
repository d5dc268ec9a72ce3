/** A guard behind what `docs/threat-model.md` promises, with what takes it out and the test that then fails. */
export type Guard = {
  /** The promise in `docs/threat-model.md`. */
  promise: string;
  what: string;
  file: string;
  /** The guard as it stands, and what stands in its place when it is taken out. */
  from: string;
  to: string;
  test: string;
};
