/**
 * What was left out of the package is never asked for: every `require` and `import` of the program's code leads to a
 * file of the package.
 */
import { existsSync, globSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { extractAll } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { program, root } from './package-once';

/** Asked for by the code that looks up a proxy in a checkout; the package asks Chromium. */
const CHECKOUT_ONLY = ['pac-resolver', 'quickjs-wasi'];
const ASKED = /(?:\brequire\(|\bimport\(|\bfrom\s*|\bimport\s+)(["'`])([\w@./-]*\w)\1/g;

let code: string;
beforeAll(() => {
  code = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'voxanne-asar-')));
  extractAll(path.join(program().resources, 'app.asar'), code);
});
afterAll(() => rmSync(code, { recursive: true, force: true }));

/** The file that is meant, or undefined where there is none. */
function resolve(from: string, asked: string): string | undefined {
  try {
    return createRequire(from).resolve(asked);
  } catch {
    return undefined;
  }
}

/** Follows the code from the program's own files. Returns the files that were reached, and what leads nowhere. */
function follow(): { reached: Set<string>; missing: string[] } {
  const reached = new Set(globSync(path.join(code, 'dist/{main,preload}/*.cjs')));
  const missing: string[] = [];
  for (const file of reached) {
    if (!/\.[cm]?js$/.test(file)) continue;
    for (const [, , asked = ''] of readFileSync(file, 'utf8').matchAll(ASKED)) {
      if (isBuiltin(asked) || asked === 'electron' || CHECKOUT_ONLY.includes(asked) || asked.endsWith('.d.ts'))
        continue;
      const found = resolve(file, asked);
      // Optional packages, which nobody installs for the program, are not in the checkout's part either.
      if (found !== undefined) reached.add(found);
      else if (isShipped(file, asked)) missing.push(`${path.relative(code, file)} asks for ${asked}`);
    }
  }
  return { reached, missing };
}

/** Does the checkout have a file for this, in the program's own code or in a package that is shipped? */
function isShipped(file: string, asked: string): boolean {
  const relative = path.relative(code, file);
  const found = resolve(path.join(root, relative), asked);
  if (found === undefined) return relative.startsWith('dist');
  const inModules = /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.relative(root, found).replaceAll('\\', '/'));
  return inModules === null || relative.startsWith('dist') || existsSync(path.join(code, inModules[0]));
}

describe('the code in the package', () => {
  test('finds all that it asks for', () => {
    const { reached, missing } = follow();
    expect(missing).toEqual([]);
    // The walk went where the work is done.
    const names = [...reached].map((file) => path.relative(code, file));
    expect(names).toContain(path.join('node_modules', '@googleapis/calendar/build/v3.js'));
  });
});
