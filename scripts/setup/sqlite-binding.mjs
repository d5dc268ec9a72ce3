// @ts-check
// better-sqlite3 ships binaries for Node-API 10. The fallback runtime has
// Node-API 9, so for it alone the module is compiled from the package's own
// unpatched sources, straight with the compiler: no node-gyp, Python or headers
// beyond the npm packages node-api-headers and node-addon-api.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inModules } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError } from './say.mjs';

/** The file that the app looks for beside the runtime's executable. */
export const BINDING_NAME = 'better_sqlite3.node';

const SHIM = fileURLToPath(new URL('./native/string-reference.hpp', import.meta.url));

/**
 * SQLite's compile-time options, from the package's own list.
 * @param {string} gypi the text of deps/defines.gypi
 * @returns {string[]} compiler flags
 */
export function sqliteDefines(gypi) {
  return [...gypi.matchAll(/'((?:HAVE|SQLITE)_\w+(?:=-?\d+)?)'/g)].map((match) => `-D${match[1]}`);
}

/** The version of better-sqlite3 that is installed. */
export function installedSqliteVersion() {
  return String(JSON.parse(fs.readFileSync(inModules('better-sqlite3', 'package.json'), 'utf8')).version);
}

/**
 * Compile the module.
 * @param {string} output the file to make
 */
export async function buildSqliteBinding(output) {
  const source = inModules('better-sqlite3');
  const folder = fs.mkdtempSync(path.join(path.dirname(output), 'sqlite-build-'));
  const sqliteObject = path.join(folder, 'sqlite3.o');
  const addonObject = path.join(folder, 'addon.o');
  try {
    const defines = sqliteDefines(fs.readFileSync(path.join(source, 'deps', 'defines.gypi'), 'utf8'));
    if (defines.length === 0)
      throw new SetupError('better-sqlite3 lists no compile options where they are expected (deps/defines.gypi).');
    const common = ['-c', '-O2', '-fPIC', '-w', '-DNDEBUG'];
    await Promise.all([
      compile('cc', [
        ...common,
        '-std=c99',
        ...defines,
        path.join(source, 'deps', 'sqlite3', 'sqlite3.c'),
        '-o',
        sqliteObject,
      ]),
      compile('c++', [
        ...common,
        '-std=c++20',
        '-fvisibility=hidden',
        '-fvisibility-inlines-hidden',
        '-DNAPI_VERSION=9',
        '-DNAPI_DISABLE_CPP_EXCEPTIONS',
        '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
        '-I',
        inModules('node-api-headers', 'include'),
        '-I',
        inModules('node-addon-api'),
        '-I',
        path.join(source, 'deps', 'sqlite3'),
        '-include',
        SHIM,
        path.join(source, 'src', 'better_sqlite3.cpp'),
        '-o',
        addonObject,
      ]),
    ]);
    await compile('c++', [
      '-shared',
      '-s',
      '-Wl,-Bsymbolic',
      '-Wl,--exclude-libs,ALL',
      addonObject,
      sqliteObject,
      '-ldl',
      '-o',
      output,
    ]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} compiler
 * @param {string[]} args
 */
async function compile(compiler, args) {
  // Some setups export flags for other builds (CFLAGS is not read here, but these are).
  const { CPATH: _path, C_INCLUDE_PATH: _c, CPLUS_INCLUDE_PATH: _cpp, ...env } = process.env;
  const result = await capture(compiler, args, { env });
  if (result.status === 0) return;
  const reason =
    result.error?.message ?? result.stderr.split('\n').find((line) => /error/i.test(line)) ?? `status ${result.status}`;
  throw new SetupError(`The SQLite module could not be compiled: ${reason.trim()}`);
}
