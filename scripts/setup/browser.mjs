// @ts-check
// The Chromium in which tests run: for components, and for the pages on which a person signs in. Any of its family
// does.
import fs from 'node:fs';
import path from 'node:path';
import { BROWSER_NEEDS } from './package-names.mjs';
import { findProgram } from './programs.mjs';
import { SetupError } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** Names of programs on Linux; set-up installs the first where it can. */
const LINUX = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'];

/**
 * Where macOS and Windows keep their browsers.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function browserPlaces(platform, env) {
  if (platform === 'darwin')
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (platform !== 'win32') return [];
  const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  // Every Windows has Edge.
  return [
    ['Google', 'Chrome', 'Application', 'chrome.exe'],
    ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ].flatMap((parts) => folders.map((folder) => path.win32.join(folder, ...parts)));
}

/**
 * @returns {string | undefined} the browser's executable
 */
export function browserPath() {
  const named = process.env.VOXANNE_TEST_BROWSER;
  if (named) return named;
  if (process.platform === 'linux') return LINUX.map(findProgram).find((found) => found !== undefined);
  return browserPlaces(process.platform, process.env).find((place) => fs.existsSync(place));
}

/**
 * @returns {string} the browser's executable
 * @throws {SetupError} where there is none
 */
export function requireBrowser() {
  const found = browserPath();
  if (found === undefined)
    throw new SetupError(
      'The tests need Chrome, Edge or Chromium. Install one, or name its executable in VOXANNE_TEST_BROWSER.',
    );
  return found;
}

/**
 * Make sure that there is one, where set-up can install it.
 * @throws {SetupError} where it cannot
 */
export async function ensureBrowser() {
  if (browserPath() === undefined) await ensureSystemPackages(BROWSER_NEEDS);
  requireBrowser();
}
