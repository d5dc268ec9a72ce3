// @ts-check
// The licences of everything that is shipped: packages that are installed with the program, packages that are bundled
// into its code, and fonts. Electron's and Chromium's own lie beside the executable already.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, readJson } from '../setup/paths.mjs';
import { SetupError } from '../setup/say.mjs';

/** Bundled as files, not as code, so that the bundler does not list them. */
const FONTS = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'];
/** Written by the bundler (vite.config.ts): the packages whose code is in it. */
const BUNDLES = ['dist/main/licences.json', 'dist/renderer/licences.json'];

/** @typedef {{ name: string, version: string, licence: string, text: string }} Licence */

/**
 * Everything that is shipped, by name.
 * @returns {Licence[]}
 * @throws {SetupError} for a package without a licence
 */
export function shippedPackages() {
  /** @type {Map<string, Licence>} */
  const found = new Map();
  const add = (/** @type {Licence} */ one) => void found.set(`${one.name}@${one.version}`, one);
  const locked = readJson(path.join(ROOT, 'package-lock.json'))?.packages ?? {};
  for (const [folder, entry] of Object.entries(locked)) {
    if (folder === '' || entry.dev || entry.optional || !fs.existsSync(path.join(ROOT, folder))) continue;
    add(licenceOf(path.join(ROOT, folder)));
  }
  for (const font of FONTS) add(licenceOf(path.join(ROOT, 'node_modules', font)));
  for (const bundle of BUNDLES) {
    for (const { name, version, identifier, text } of readJson(path.join(ROOT, bundle)) ?? []) {
      const folder = path.join(ROOT, 'node_modules', name);
      if (found.has(`${name}@${version}`)) continue;
      add({
        name,
        version,
        licence: identifier ?? '',
        text: text ?? (fs.existsSync(folder) ? licenceOf(folder).text : ''),
      });
    }
  }
  const licences = [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const without = licences.filter(({ licence, text }) => licence === '' && text === '');
  if (without.length > 0)
    throw new SetupError(
      `These packages are shipped and name no licence: ${without.map(({ name }) => name).join(', ')}.`,
    );
  return licences;
}

/** @param {string} folder of a package @returns {Licence} */
export function licenceOf(folder) {
  const { name, version, license } = readJson(path.join(folder, 'package.json')) ?? {};
  const file = fs.readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(entry));
  return {
    name: String(name),
    version: String(version),
    licence: typeof license === 'string' ? license : String(license?.type ?? ''),
    text: file === undefined ? '' : fs.readFileSync(path.join(folder, file), 'utf8').trim(),
  };
}

/** As it stands in a file with those of others. @param {Licence} licence */
export const licencePart = ({ name, version, licence, text }) =>
  `${'-'.repeat(80)}\n${name} ${version}\n${licence}\n\n` +
  `${text || 'The package names this licence and carries no text of it.'}\n`;

/** @param {string} file to write */
export function writeLicences(file) {
  const own = fs.readFileSync(path.join(ROOT, 'LICENSE'), 'utf8').trim();
  const parts = shippedPackages().map(licencePart);
  fs.writeFileSync(
    file,
    `Voxanne Console\n\n${own}\n\nThe program contains the following software of others.\n\n${parts.join('\n')}`,
  );
}
