/**
 * Statements are checked by the compiler, prepared at their first use, and told when they keep everything else waiting.
 */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import {
  params,
  preparedRead,
  preparedWrite,
  read,
  reportSlowQueries,
  run,
  write,
} from '../../../../src-main/storage/queries';

function settings() {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  return database;
}

test('a parameter has a name and a type, which the compiler checks', () => {
  const database = settings();
  const put = preparedWrite(database, params<{ key: string; value: string }>(), ({ key, value }) =>
    write.insertInto('settings').values({ key, value }),
  );
  const find = preparedRead(database, params<{ key: string }>(), ({ key }) =>
    read.selectFrom('settings').select('value').where('key', '=', key),
  );
  expect(put.run({ key: 'theme', value: '"dark"' })).toBe(1);
  expect(find.get({ key: 'theme' })?.value).toBe('"dark"');
  // @ts-expect-error a name that the statement does not have
  expect(() => find.get({ name: 'theme' })).toThrow('key');
  // @ts-expect-error a value of another type
  expect(() => put.run({ key: 'x', value: {} })).toThrow();
  preparedRead(database, params<{ key: number }>(), ({ key }) =>
    // @ts-expect-error a number where the column is a text
    read.selectFrom('settings').select('value').where('key', '=', key),
  );
  // @ts-expect-error parameters without names
  params();
  // @ts-expect-error any name
  params<Record<string, string>>();
  // @ts-expect-error a SELECT does not run
  expect(find.run).toBeUndefined();
});

test('a slow statement is told by its text, without any value', () => {
  const database = settings();
  const told: string[] = [];
  reportSlowQueries(database, (text, milliseconds) => void told.push(`${milliseconds > 200} ${text}`));
  database.function('dawdle', { directOnly: true }, () => {
    const end = performance.now() + 250;
    while (performance.now() < end);
    return 1;
  });
  database.exec("INSERT INTO settings VALUES ('theme', 'secret')");
  run(database, read.selectFrom('settings').select('value').where('value', '=', 'secret'));
  run(database, {
    compile: () => ({ sql: 'SELECT dawdle() FROM settings WHERE value = ?', parameters: ['secret'] }),
  } as never);
  // On a busy computer a quick statement may be slow as well.
  expect(told.at(-1)).toBe('true SELECT dawdle() FROM settings WHERE value = ?');
  expect(told.join()).not.toContain('secret');
});
