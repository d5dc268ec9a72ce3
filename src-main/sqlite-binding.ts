/**
 * The usual better-sqlite3 binary needs Node-API 10. The older fallback runtime has 9, and a binary built for it beside
 * its executable. That path is returned even if the file is missing: a missing file is an error that can be handled,
 * while the usual binary would crash the process.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../src-shared/errors';
import { t } from '../src-shared/texts/translate';

export const sqliteBinding = (
  versions: NodeJS.Dict<string> = process.versions,
  executable: string = process.execPath,
): string | undefined =>
  Number(versions.napi) >= 10 ? undefined : path.join(path.dirname(executable), 'better_sqlite3.node');

/**
 * Why this runtime can't open a database; null where it can. Said before anything is opened, where only a missing file
 * would be seen.
 */
export const runtimeTooOld = (binding: string | undefined): AppError | null =>
  binding === undefined || existsSync(binding)
    ? null
    : new AppError({
        code: 'usage.node-too-old',
        message: t('Node {version} is too old for the console’s database.', { version: process.versions.node }),
        cause: t('The database needs Node 22.14 or newer (Node-API 10). Nothing was opened.'),
        fix: t(
          'Install Node 24 and start the command again. In a checkout, “npm run -s cli -- COMMAND” brings a Node of its own.',
        ),
        retryable: false,
      });
