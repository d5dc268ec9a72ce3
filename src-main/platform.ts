/** What the services need to know of their machine. Implemented for Electron, the command line and tests. */
export type Platform = {
  /** The folder with the database, the logs and the settings. */
  readonly profileDir: string;
  /** Name of the OS user, as audit rows show it. */
  readonly actor: string;
  readonly version: string;
  /** Path of a better-sqlite3 binary to load instead of the package's own; undefined for the ordinary one. */
  readonly sqliteBinding: string | undefined;
  /** The program of the storage worker, the thread for long work on database files: `storage/storage-worker.ts`. */
  readonly storageWorker: string;
  now(): Date;
};
