import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sqliteBinding } from '../../../src-main/sqlite-binding';

test('the usual binary is taken where the runtime can load it', () => {
  expect(sqliteBinding({ napi: '10' }, '/opt/console/electron')).toBeUndefined();
});

test('an older runtime without its own binary is told by an error, and not by a crash', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-binding-'));
  try {
    const nativeBinding = sqliteBinding({ napi: '9' }, path.join(folder, 'electron'));
    if (nativeBinding === undefined) throw new Error('The usual binary would bring this runtime down.');
    expect(() => new Database(':memory:', { nativeBinding })).toThrow('better_sqlite3.node');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
