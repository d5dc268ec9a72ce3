/**
 * The usual better-sqlite3 binary needs Node-API 10. The older fallback runtime has 9, and a binary built for it beside
 * its executable.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';

export function sqliteBinding(
  versions: NodeJS.ProcessVersions = process.versions,
  executable: string = process.execPath,
): string | undefined {
  if (Number(versions.napi) >= 10) return undefined;
  const beside = path.join(path.dirname(executable), 'better_sqlite3.node');
  return existsSync(beside) ? beside : undefined;
}
