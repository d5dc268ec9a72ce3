// @ts-check
// Builds the app into dist/ when its sources changed since the last build.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inModules, ROOT, readJson, STATE_DIR, writeJson } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError, say, step } from './say.mjs';

const STAMP = path.join(STATE_DIR, 'build.json');

/** Whatever the result depends on. */
const SOURCES = [
  'src-main',
  'src-renderer',
  'src-shared',
  'vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];

/** What a build must have made. */
const RESULTS = [
  'dist/main/main.cjs',
  'dist/main/cli.cjs',
  'dist/main/storage-worker.cjs',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
];

/**
 * A fingerprint of names, sizes and times of files and folders below `root`.
 * Times rather than contents: it is taken on every start.
 * @param {string} root
 * @param {readonly string[]} names
 * @returns {string}
 */
export function fingerprint(root, names) {
  const hash = crypto.createHash('sha1');
  const visit = (/** @type {string} */ relative) => {
    const file = path.join(root, relative);
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    if (!stat.isDirectory()) {
      hash.update(`${relative}\0${stat.size}\0${stat.mtimeMs}\n`);
      return;
    }
    for (const name of fs.readdirSync(file).sort()) visit(path.join(relative, name));
  };
  for (const name of names) visit(name);
  return hash.digest('hex');
}

/**
 * Is dist/ what the sources would give?
 * @param {{ debuggable?: boolean }} [options]
 */
export function buildIsFresh({ debuggable = false } = {}) {
  if (!RESULTS.every((name) => fs.existsSync(path.join(ROOT, name)))) return false;
  const stamp = readJson(STAMP);
  // What is made to be debugged is never started, tested or packaged as the real one.
  return (stamp?.debuggable ?? false) === debuggable && stamp?.fingerprint === fingerprint(ROOT, SOURCES);
}

/**
 * Build if needed.
 * @param {string} node the Node with which tools run
 * @param {{ force?: boolean, debuggable?: boolean }} [options] debuggable: nothing is minified, and debuggers find the
 * sources
 */
export async function ensureBuild(node, { force = false, debuggable = false } = {}) {
  if (!force && buildIsFresh({ debuggable })) return;
  await step('Building the app', async () => {
    // Taken before: a file saved during the build makes the next start build again.
    const before = fingerprint(ROOT, SOURCES);
    const result = await capture(node, [inModules('vite', 'bin', 'vite.js'), 'build', '--app', '--logLevel', 'warn'], {
      cwd: ROOT,
      env: debuggable ? { ...process.env, VOXANNE_DEBUGGABLE: '1' } : process.env,
    });
    const printed = (result.stdout + result.stderr).trim();
    if (printed) say(printed);
    if (/ENOSPC/.test(printed)) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    if (result.status !== 0) throw new SetupError('The build failed (see above).');
    const absent = RESULTS.filter((name) => !fs.existsSync(path.join(ROOT, name)));
    if (absent.length > 0) throw new SetupError(`The build did not make ${absent.join(', ')}.`);
    writeJson(STAMP, { fingerprint: before, debuggable });
  });
}
