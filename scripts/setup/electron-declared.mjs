// @ts-check
// The Electron that package.json declares. Its package downloads the binary
// with its own installer (which checks it against published hashes); here it is
// only asked to, and a refusal is remembered for a day.
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, inModules, readJson, writableCacheFolder, writeJson } from './paths.mjs';
import { capture } from './run.mjs';
import { say } from './say.mjs';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Slow lines need many minutes for 110 MB; a closed network refuses within seconds. */
const DOWNLOAD_MS = 20 * 60 * 1000;

const PACKAGE = inModules('electron');
const refusals = (/** @type {string} */ cache) => path.join(cache, 'electron-download.json');

/** The version of the installed `electron` package. */
export const declaredVersion = () => String(readJson(path.join(PACKAGE, 'package.json'))?.version ?? '');

/**
 * The declared Electron's executable, if it is complete.
 * @returns {string | undefined}
 */
function declaredExecutable() {
  try {
    // The stand-in for the fallback (electron-link.mjs) has no version file.
    const version = fs
      .readFileSync(path.join(PACKAGE, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    const executable = path.join(PACKAGE, 'dist', fs.readFileSync(path.join(PACKAGE, 'path.txt'), 'utf8'));
    return version === declaredVersion() && fs.existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Was the download refused so recently that asking again only costs time?
 * @param {{ version?: string, refusedAt?: string } | undefined} fact
 * @param {string} version
 * @param {number} now milliseconds
 * @returns {boolean}
 */
export function refusedRecently(fact, version, now) {
  if (!fact || fact.version !== version) return false;
  const age = now - Date.parse(fact.refusedAt ?? '');
  return age >= 0 && age < DAY_MS;
}

/** Forget an earlier refusal (`npm run setup -- --retry-electron`). */
export function forgetRefusal() {
  fs.rmSync(refusals(cacheFolder()), { force: true });
}

/**
 * Get the declared Electron if it can be had.
 * @param {string} node the Node with which its installer runs
 * @param {{ canFallBack: boolean }} options without a fallback every start asks again
 * @returns {Promise<{ executable: string } | { refusal: string }>}
 */
export async function ensureDeclaredElectron(node, { canFallBack }) {
  const present = declaredExecutable();
  if (present) return { executable: present };
  const version = declaredVersion();
  const file = refusals(writableCacheFolder());
  if (canFallBack && refusedRecently(readJson(file), version, Date.now()))
    return { refusal: 'refused less than a day ago' };
  say(`Downloading Electron ${version} …`);
  // What an interrupted download, or the stand-in, left there.
  fs.rmSync(path.join(PACKAGE, 'dist'), { recursive: true, force: true });
  fs.rmSync(path.join(PACKAGE, 'path.txt'), { force: true });
  const result = await capture(node, [path.join(PACKAGE, 'install.js')], { timeoutMs: DOWNLOAD_MS });
  const executable = declaredExecutable();
  if (result.status === 0 && executable) return { executable };
  if (/ENOSPC/.test(result.stderr)) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
  const refusal = downloadReason(result.stderr);
  writeJson(file, { version, refusedAt: new Date().toISOString(), refusal });
  return { refusal };
}

/**
 * The line of the installer's output that says why.
 * @param {string} stderr
 * @returns {string}
 */
export function downloadReason(stderr) {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const cause = lines.find((line) => /\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|UND_ERR\w+)\b/.test(line));
  const telling = cause ?? lines.find((line) => /error/i.test(line)) ?? lines[0] ?? 'the installer gave no reason';
  return telling.replace(/^\w*Error: /, '');
}
