// @ts-check
// Builds the package @voxanne/receptionist: bundled, without the packages that it declares as its own dependencies.
import fs from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { licenceOf, licencePart } from '../package/licences.mjs';
import { ROOT, readJson } from './paths.mjs';

const SOURCE = path.join(ROOT, 'src-receptionist');

/** What the types of the package are, behind those that it declares itself. */
const DECLARATIONS = `
export declare const openReceptionist: OpenReceptionist;
export declare class ReceptionistError extends Error {
  readonly name: 'AppError';
  readonly data: ReceptionistErrorData;
}
`;

/**
 * Those of the packages whose code is in it.
 * @param {readonly import('rolldown').RolldownOutput['output'][number][]} output
 */
function licencesOf(output) {
  const inPackages = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
  const modules = output.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
  const folders = new Set(modules.flatMap((module) => inPackages.exec(module)?.[1] ?? []));
  const parts = [...folders].sort().map((folder) => licencePart(licenceOf(folder)));
  return `The package contains the following software of others.\n\n${parts.join('\n')}`;
}

/** @param {string} folder where the package goes */
export async function buildReceptionist(folder = path.join(ROOT, 'dist', 'receptionist')) {
  const manifest = readJson(path.join(SOURCE, 'package.json'));
  const external = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];
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
  for (const file of ['package.json', 'README.md']) fs.copyFileSync(path.join(SOURCE, file), path.join(folder, file));
  fs.copyFileSync(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
  fs.writeFileSync(path.join(folder, 'LICENCES.txt'), licencesOf(output));
  const types = fs.readFileSync(path.join(SOURCE, 'api.ts'), 'utf8');
  fs.writeFileSync(path.join(folder, 'index.d.ts'), types + DECLARATIONS);
  fs.chmodSync(path.join(folder, 'command.js'), 0o755);
  return folder;
}
