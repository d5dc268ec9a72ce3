/** Each action that the audit trail can record has words, and none of them is for something that is never recorded. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { actionWords, auditActions, earlierActions } from '../../src-shared/audit/actions';

const root = path.resolve(import.meta.dirname, '../../src-main');
const sources = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

/**
 * `'organization.added'` as it stands, or the end of an action whose last part is worked out: `` `test.${outcome}` ``.
 */
const isRecorded = (action: string) =>
  sources.includes(`'${action}'`) || sources.includes(`\`${action.split('.')[0]}.\${`);

describe('the actions of the audit trail', () => {
  test.each(Object.keys(auditActions))('%s is recorded somewhere', (action) => {
    expect(isRecorded(action)).toBe(true);
  });

  test('those of earlier versions keep their words', () => {
    for (const [action, words] of Object.entries(earlierActions)) {
      expect(Object.hasOwn(auditActions, action)).toBe(false);
      expect(actionWords(action)).toBe(words);
    }
  });

  test('one of a later version is spelled out', () => {
    expect(actionWords('vault.key-created')).toBe('Vault key created');
    expect(actionWords('constructor')).toBe('Constructor');
  });
});
