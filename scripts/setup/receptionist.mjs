// @ts-check
// Builds the package @voxanne/receptionist: bundled, without the packages that it declares as its own dependencies. Its
// version is the console's.
import fs from 'node:fs';
import path from 'node:path';
import { licenceOf, licencePart } from '../package/licences.mjs';
import { inModules, ROOT, readJson } from './paths.mjs';

const SOURCE = path.join(ROOT, 'src-receptionist');

/**
 * The types of the package, which compile in a project without its optional packages as well.
 * @param {readonly string[]} optional
 */
function typesWithout(optional) {
  const types = fs.readFileSync(path.join(SOURCE, 'api.ts'), 'utf8');
  return types.replace(/^import type .* from '(.+)';$/gm, (line, name) =>
    optional.includes(name) ? `// @ts-ignore: optional. Without it, its client is of no known type.\n${line}` : line,
  );
}

/** What the types of the package are, behind those that it declares itself. */
const DECLARATIONS = `
export declare const openReceptionist: OpenReceptionist;
export declare class ReceptionistError extends Error {
  readonly name: 'AppError';
  readonly data: ReceptionistErrorData;
}
`;

/**
 * The packages whose code is in it.
 * @param {readonly import('rolldown').RolldownOutput['output'][number][]} output
 */
function packagesIn(output) {
  const inPackages = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
  const modules = output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
  const folders = new Set(modules.flatMap((module) => inPackages.exec(module)?.[1] ?? []));
  return [...folders].sort().map(licenceOf);
}

/** @typedef {ReturnType<typeof licenceOf>} Component */

/** @param {Component} component @param {Record<string, unknown>} more */
const componentOf = ({ name, version, licence }, more) => ({
  type: 'library',
  'bom-ref': `${name}@${version}`,
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  ...(licence === '' ? {} : { licenses: [{ expression: licence }] }),
  ...more,
});

/**
 * CycloneDX: what is in the package, and what npm fetches beside it, in the version that it was built and tried with.
 * @param {string} version
 * @param {readonly Component[]} bundled
 * @param {readonly Component[]} declared
 */
const bomOf = (version, bundled, declared) => ({
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    component: componentOf({ name: '@voxanne/receptionist', version, licence: 'MIT', text: '' }, { type: 'library' }),
  },
  components: [
    ...bundled.map((one) => componentOf(one, { scope: 'required' })),
    ...declared.map((one) => componentOf(one, { scope: 'optional', description: 'Declared; not in the package.' })),
  ],
});

/**
 * @param {string} [folder] where the package goes
 * @param {string} [version] the console's own when left out
 */
export async function buildReceptionist(
  folder = path.join(ROOT, 'dist', 'receptionist'),
  version = String(readJson(path.join(ROOT, 'package.json')).version),
) {
  const manifest = readJson(path.join(SOURCE, 'package.json'));
  const external = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
  // Read here: a fresh checkout has no packages yet when the scripts begin that come here.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: { index: path.join(SOURCE, 'index.ts'), command: path.join(SOURCE, 'command.ts') },
    platform: 'node',
    external: [...external, /^node:/],
  });
  fs.rmSync(folder, { recursive: true, force: true });
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[hash].js',
  });
  await bundle.close();
  const write = (/** @type {string} */ file, /** @type {string} */ text) =>
    fs.writeFileSync(path.join(folder, file), text);
  const { name, ...described } = manifest;
  write('package.json', `${JSON.stringify({ name, version, ...described }, null, 2)}\n`);
  fs.copyFileSync(path.join(SOURCE, 'README.md'), path.join(folder, 'README.md'));
  fs.copyFileSync(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
  const bundled = packagesIn(output);
  const declared = Object.keys(manifest.dependencies).map((one) => licenceOf(inModules(one)));
  write(
    'LICENCES.txt',
    `The package contains the following software of others.\n\n${bundled.map(licencePart).join('\n')}`,
  );
  write('sbom.cdx.json', `${JSON.stringify(bomOf(version, bundled, declared), null, 2)}\n`);
  write('index.d.ts', typesWithout(Object.keys(manifest.peerDependencies)) + DECLARATIONS);
  fs.chmodSync(path.join(folder, 'command.js'), 0o755);
  return folder;
}
