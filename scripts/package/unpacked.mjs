// @ts-check
// The folder that electron-builder puts the program into, from which everything else is made.
import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../setup/say.mjs';

/**
 * The program in an output folder: a folder, or on macOS an .app.
 * @param {string} output
 * @returns {string}
 * @throws {SetupError} when there is none
 */
export function findUnpacked(output) {
  const found = fs
    .readdirSync(output, { withFileTypes: true })
    .find((entry) => entry.isDirectory() && /-unpacked$|^mac(?:-|$)/.test(entry.name));
  if (found === undefined) throw new SetupError(`There is no program in ${output}.`);
  const folder = path.join(output, found.name);
  const bundle = fs.readdirSync(folder).find((name) => name.endsWith('.app'));
  return bundle === undefined ? folder : path.join(folder, bundle);
}

/**
 * Files of the runtime's folder that are no part of the program: what set-up keeps beside it, and what Electron loads
 * without an app.
 */
const STRANGERS = ['sqlite.json', 'version', path.join('resources', 'default_app.asar')];

/** @param {string} unpacked */
export function removeStrangers(unpacked) {
  for (const name of STRANGERS) fs.rmSync(path.join(unpacked, name), { force: true });
}
