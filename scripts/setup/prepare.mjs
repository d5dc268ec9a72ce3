// @ts-check
// From a bare clone to something that runs: what each command needs, in order, and in parallel where possible.
import crypto from 'node:crypto';
import path from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { withLock } from './lock.mjs';
import { ensureToolsNode } from './node24.mjs';
import { SESSION_NEEDS, WINDOW_NEEDS } from './package-names.mjs';
import { ROOT, writableCacheFolder } from './paths.mjs';
import { ensureElectron } from './runtime.mjs';
import { ensureSandbox } from './sandbox.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** @typedef {import('./runtime.mjs').Runtime} Runtime */

/** One set-up per checkout at a time. Outside node_modules, which may not exist yet. */
const lockFile = () =>
  path.join(writableCacheFolder(), `${crypto.createHash('sha1').update(ROOT).digest('hex').slice(0, 12)}.lock`);

/**
 * What the command line needs: packages, Node and the build. No Electron and no display.
 * @returns {Promise<string>} the Node to run it with
 */
export function prepareCommandLine() {
  return withLock(lockFile(), async () => {
    await ensureDependencies();
    const node = await ensureToolsNode();
    await ensureBuild(node);
    return node;
  });
}

/**
 * What a window needs, and with `session` also what a private desktop needs.
 * @param {{ session?: boolean, build?: boolean, freshRuntime?: boolean }} options
 * @returns {Promise<{ node: string, runtime: Runtime }>}
 */
export function prepareWindow({ session = false, build = true, freshRuntime = false }) {
  return withLock(lockFile(), async () => {
    const needs = session ? [...WINDOW_NEEDS, ...SESSION_NEEDS] : WINDOW_NEEDS;
    // In parallel, except where a password may have to be asked for.
    const byRoot = process.getuid?.() === 0;
    if (!byRoot) await ensureSystemPackages(needs);
    const [node] = await allSettledOrThrow([
      ensureDependencies().then(() => ensureToolsNode()),
      byRoot ? ensureSystemPackages(needs).then(() => '') : Promise.resolve(''),
    ]);
    const [runtime] = await allSettledOrThrow([
      ensureElectron(node ?? process.execPath, { fresh: freshRuntime }),
      build ? ensureBuild(node ?? process.execPath).then(() => undefined) : Promise.resolve(undefined),
    ]);
    await ensureSandbox(/** @type {Runtime} */ (runtime).executablePath);
    return { node: node ?? process.execPath, runtime: /** @type {Runtime} */ (runtime) };
  });
}

/**
 * Waits for all, then reports the first failure, so that nothing is still running after an error message.
 * @template T
 * @param {Promise<T>[]} work
 * @returns {Promise<T[]>}
 */
async function allSettledOrThrow(work) {
  const results = await Promise.allSettled(work);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
