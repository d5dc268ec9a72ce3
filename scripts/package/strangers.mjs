// @ts-check
// Removes files of the runtime's folder that the program does not need.
import fs from 'node:fs';
import path from 'node:path';

/** What set-up keeps beside a runtime, and what Electron loads only when there is no app. */
const STRANGERS = ['sqlite.json', 'version', path.join('resources', 'default_app.asar')];

/** @param {string} unpacked */
export function removeStrangers(unpacked) {
  for (const name of STRANGERS) fs.rmSync(path.join(unpacked, name), { force: true });
}
