// @ts-check
// The package @voxanne/receptionist as it is published: built under the console's version, packed, with a list of its
// components and the licences of those in it. And its tarball in an empty project, as somebody gets it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { runNpm } from '../setup/npm.mjs';
import { inModules, readJson } from '../setup/paths.mjs';
import { buildReceptionist } from '../setup/receptionist.mjs';

/**
 * @param {{ output: string, made: string, version: string }} options output: where the tarball goes; made: where the
 *   package is built
 * @returns {Promise<string>} the tarball
 */
export async function packReceptionist({ output, made, version }) {
  await buildReceptionist(made, version);
  fs.mkdirSync(output, { recursive: true });
  await runNpm(['pack', '--ignore-scripts', '--pack-destination', output], { cwd: made });
  return path.join(output, `voxanne-receptionist-${version}.tgz`);
}

/** What a package of node_modules needs of others there, and so on. @param {readonly string[]} names */
function withAllNeeded(names) {
  /** @type {Map<string, string>} where each is */
  const found = new Map();
  /** @type {{ name: string, from: string }[]} */
  const waiting = names.map((name) => ({ name, from: inModules() }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, from } = next;
    const own = path.join(from, 'node_modules', name);
    const folder = fs.existsSync(own) ? own : inModules(name);
    if (found.has(name) || !fs.existsSync(folder)) continue;
    found.set(name, folder);
    const { dependencies = {} } = readJson(path.join(folder, 'package.json')) ?? {};
    waiting.push(...Object.keys(dependencies).map((needed) => ({ name: needed, from: folder })));
  }
  return found;
}

/**
 * The tarball in an empty project, beside copies of the packages that it declares and of what those need, without a
 * registry. Nothing there leads back to this checkout.
 * @param {string} tarball
 * @param {string} project folder
 * @param {{ peers?: readonly string[] }} [options] peers: those of its optional packages that the project has; all when
 *   left out
 * @returns {string} where the package is
 */
export function installTarball(tarball, project, { peers } = {}) {
  const scope = path.join(project, 'node_modules', '@voxanne');
  const installed = path.join(scope, 'receptionist');
  fs.mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  const { dependencies, peerDependencies } = readJson(path.join(installed, 'package.json'));
  for (const [name, folder] of withAllNeeded([
    ...Object.keys(dependencies),
    ...(peers ?? Object.keys(peerDependencies)),
  ]))
    fs.cpSync(folder, path.join(project, 'node_modules', name), { recursive: true, dereference: true });
  return installed;
}
