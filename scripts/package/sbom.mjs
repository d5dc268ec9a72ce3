// @ts-check
// What the program is made of, as CycloneDX. Each component has its scope: `required` for what is in the package,
// bundled or as a file, `excluded` for what only builds and tests it.
import fs from 'node:fs';
import { inModules, ROOT } from '../setup/paths.mjs';
import { capture } from '../setup/run.mjs';
import { SetupError } from '../setup/say.mjs';
import { shippedPackages } from './licences.mjs';

/**
 * @param {any} bom as cyclonedx-npm writes it
 * @param {ReadonlySet<string>} shipped `name@version`
 * @param {string} electron version of the Electron that is in the package, which on a closed network is not the one
 *   that package.json declares
 * @returns {any}
 */
export function withScopes(bom, shipped, electron) {
  const nameOf = (/** @type {any} */ { group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`;
  const components = (bom.components ?? []).map((/** @type {any} */ component) =>
    component.name === 'electron' && !component.group
      ? { ...component, version: electron, purl: `pkg:npm/electron@${electron}`, scope: 'required' }
      : { ...component, scope: shipped.has(nameOf(component)) ? 'required' : 'excluded' },
  );
  return { ...bom, components };
}

/**
 * @param {string} node the Node with which tools run
 * @param {string} file to write
 * @param {string} electron version
 */
export async function writeSbom(node, file, electron) {
  const tool = inModules('@cyclonedx', 'cyclonedx-npm', 'bin', 'cyclonedx-npm-cli.js');
  const result = await capture(
    node,
    [tool, '--output-reproducible', '--output-format', 'JSON', '--flatten-components', '--output-file', '-'],
    { cwd: ROOT },
  );
  if (result.status !== 0) throw new SetupError(`The list of components could not be made: ${result.stderr.trim()}`);
  const shipped = new Set(shippedPackages().map(({ name, version }) => `${name}@${version}`));
  fs.writeFileSync(file, `${JSON.stringify(withScopes(JSON.parse(result.stdout), shipped, electron))}\n`);
}
