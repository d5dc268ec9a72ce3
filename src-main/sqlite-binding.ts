/**
 * The usual better-sqlite3 binary needs Node-API 10. The older fallback runtime has 9, and a binary built for it beside
 * its executable. That path is returned even if the file is missing: a missing file is an error that can be handled,
 * while the usual binary would crash the process.
 */
import path from 'node:path';

export const sqliteBinding = (
  versions: NodeJS.Dict<string> = process.versions,
  executable: string = process.execPath,
): string | undefined =>
  Number(versions.napi) >= 10 ? undefined : path.join(path.dirname(executable), 'better_sqlite3.node');
