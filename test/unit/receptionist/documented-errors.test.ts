/** Each failure of the package is in its README, and nothing stands there that it never says. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What it says besides its own. */
const shared = [
  'endpoint.not-loopback',
  'usage.database-url',
  ...['log-rolled-back', 'log-forked', 'log-invalid', 'log-newer', 'delivery-not-trusted', 'delivery-rolled-back'].map(
    (name) => `shared-vault.${name}`,
  ),
];

test('each error code has its row', () => {
  const sources = globSync('src-receptionist/*.ts').map((file) => readFileSync(file, 'utf8'));
  const own = sources.flatMap((text) => [...text.matchAll(/(?:refusal\(\s*|code: )'(receptionist\.[\w-]+)'/g)]);
  const said = [...new Set([...own.map(([, code]) => code ?? ''), ...shared])].sort();
  expect(said).toContain('receptionist.revoked');
  const rows = readFileSync('src-receptionist/README.md', 'utf8').matchAll(/^\| (`[^|]+`) \|/gm);
  const documented = [...rows].flatMap(([, codes = '']) => [...codes.matchAll(/`([\w-]+\.[\w-]+)`/g)]);
  expect(documented.map(([, code]) => code).sort()).toEqual(said);
});
