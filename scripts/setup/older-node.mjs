// @ts-check
// A Node of a given major version, beside the one with which the tools run: the package of the receptionist works on
// older ones as well. One on PATH serves; otherwise it is fetched as the tools' own is, into the cache folder.
import fs from 'node:fs';
import path from 'node:path';
import { nodePackage } from './node24.mjs';
import { runNpm } from './npm.mjs';
import { cacheFolder, inModules } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError } from './say.mjs';

const BINARY = process.platform === 'win32' ? 'node.exe' : 'node';

/** @param {string} file @returns {Promise<string>} such as "v20.19.5"; empty where it does not start */
async function versionOf(file) {
  const { status, stdout } = await capture(file, ['--version']);
  return status === 0 ? stdout.trim() : '';
}

/**
 * @param {number} major
 * @returns {Promise<{ node: string, version: string } | { missing: string }>} `missing`: why there is none
 */
export async function findNode(major) {
  const own = inModules();
  const cached = path.join(cacheFolder(), `node-${major}`);
  const inCache = path.join(cached, 'node_modules', nodePackage(process.platform, process.arch), 'bin', BINARY);
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder && !folder.startsWith(own));
  const candidates = [process.execPath, ...onPath.map((folder) => path.join(folder, BINARY)), inCache];
  const find = async () => {
    for (const node of candidates) {
      const version = fs.existsSync(node) ? await versionOf(node) : '';
      if (version.startsWith(`v${major}.`)) return { node, version };
    }
    return null;
  };
  const found = await find();
  if (found !== null) return found;
  try {
    fs.mkdirSync(cached, { recursive: true });
    fs.writeFileSync(path.join(cached, 'package.json'), '{"private":true}');
    const wanted = `${nodePackage(process.platform, process.arch)}@${major}`;
    await runNpm(['install', wanted, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: cached });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { missing: `Node ${major} is neither on PATH nor could it be fetched (${error.message})` };
  }
  return (await find()) ?? { missing: `Node ${major} was fetched and does not start here` };
}
