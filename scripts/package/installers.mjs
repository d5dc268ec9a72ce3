// @ts-check
// What is made of the unpacked program besides the .deb, each on its own system, by electron-builder. It fetches the
// tools for that from the internet; a rehearsal, which needs no network, makes what the tools are there for.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readJson } from '../setup/paths.mjs';

/**
 * `tools`: the folders in electron-builder's cache in which it keeps them.
 * @type {Readonly<Record<string, readonly { name: string, tools: readonly string[] }[]>>}
 */
export const INSTALLERS = {
  linux: [{ name: 'AppImage', tools: ['appimage-12.0.1'] }],
  win32: [{ name: 'nsis', tools: ['nsis-3.0.4.1', 'nsis-resources-3.4.1', '7zip@1.0.0'] }],
  darwin: [
    { name: 'dmg', tools: ['dmg-builder@1.2.5'] },
    { name: 'zip', tools: ['7zip@1.0.0'] },
  ],
};

/** @type {Readonly<Record<string, string>>} */
const SYSTEM_OPTION = { linux: '--linux', win32: '--win', darwin: '--mac' };

/**
 * @param {string} platform
 * @param {{ fetch: boolean, has: (tool: string) => boolean }} options `fetch`: tools that are missing may be fetched
 * @returns {{ arguments: string[], missing: string[] }} arguments for electron-builder, empty when nothing is made;
 *   a line for each that is not
 */
export function planInstallers(platform, { fetch, has }) {
  const all = INSTALLERS[platform] ?? [];
  const made = all.filter(({ tools }) => fetch || tools.every(has));
  const missing = all
    .filter((one) => !made.includes(one))
    .map(({ name, tools }) => `Not made: ${name}. Missing: ${tools.filter((tool) => !has(tool)).join(', ')}.`);
  const option = SYSTEM_OPTION[platform];
  return {
    arguments: option !== undefined && made.length > 0 ? [option, ...made.map(({ name }) => name)] : [],
    missing,
  };
}

/**
 * Is this tool in electron-builder's cache? What a broken download left there does not count: beside what is complete,
 * electron-builder writes that it is.
 * @param {string} tool
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {boolean}
 */
export function isCached(tool, env = process.env) {
  const folder = path.join(builderCache(env), tool);
  if (!fs.existsSync(folder)) return false;
  const states = fs.readdirSync(folder).filter((name) => name.endsWith('.state'));
  return states.some((name) => readJson(path.join(folder, name))?.state === 'complete');
}

/** Where electron-builder keeps its tools. @param {NodeJS.ProcessEnv} env */
function builderCache(env) {
  if (env.ELECTRON_BUILDER_CACHE) return env.ELECTRON_BUILDER_CACHE;
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'electron-builder');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return path.join(env.LOCALAPPDATA, 'electron-builder', 'Cache');
  return path.join(env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'electron-builder');
}
