// @ts-check
// Lets `require('electron')`, `npx electron .` and Playwright find the fallback
// runtime where the electron package would have put its own.
import fs from 'node:fs';
import path from 'node:path';
import { inModules } from './paths.mjs';

/**
 * A script that becomes the runtime. `exec` keeps the process id and the
 * signals; a script rather than a link, so that a later real download replaces
 * it and cannot write through it into the cache.
 * @param {string} executable
 * @returns {string}
 */
export function standInScript(executable) {
  const quoted = `'${executable.replaceAll("'", `'\\''`)}'`;
  return `#!/bin/sh
# Starts the fallback Electron: the declared one could not be downloaded here.
# Chromium refuses to start as root with its sandbox on.
[ "$(id -u)" = 0 ] && exec ${quoted} --no-sandbox "$@"
exec ${quoted} "$@"
`;
}

/**
 * Put the stand-in in place, if it is not there already.
 * @param {string} executable of the fallback runtime
 */
export function linkFallback(executable) {
  const script = inModules('electron', 'dist', 'electron');
  const text = standInScript(executable);
  if (fs.existsSync(inModules('electron', 'path.txt')) && readText(script) === text) return;
  fs.mkdirSync(path.dirname(script), { recursive: true });
  const temporary = `${script}.${process.pid}`;
  fs.writeFileSync(temporary, text, { mode: 0o755 });
  fs.renameSync(temporary, script);
  fs.writeFileSync(inModules('electron', 'path.txt'), 'electron');
}

/** @param {string} file */
function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
