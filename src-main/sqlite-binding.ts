/**
 * The usual better-sqlite3 binary needs Node-API 10. The older fallback runtime has 9, and a binary built for it beside
 * its executable. Where that is missing it is named all the same: a file that is not there is an error with words,
 * while the usual binary would bring the process down.
 */
import path from 'node:path';

export const sqliteBinding = (
  versions: NodeJS.Dict<string> = process.versions,
  executable: string = process.execPath,
): string | undefined =>
  Number(versions.napi) >= 10 ? undefined : path.join(path.dirname(executable), 'better_sqlite3.node');
