/** What the services need of the machine they run on. Electron gives one, the CLI another, tests a third. */
export type Platform = {
  /** The folder with the database, the logs and the settings. */
  readonly profileDir: string;
  /** Name of the OS user, as audit rows show it. */
  readonly actor: string;
  readonly version: string;
  /** Path of a better-sqlite3 binary to load instead of the package's own; undefined for the ordinary one. */
  readonly sqliteBinding: string | undefined;
  /** The program of the thread that copies and checks databases: `storage/copy-worker.ts`, built. */
  readonly copyWorker: string;
  now(): Date;
};
