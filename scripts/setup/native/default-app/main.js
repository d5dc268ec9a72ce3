// Electron's own release carries an app that runs `electron <folder>`. The
// fallback runtime carries none, so this one stands in for it and does the same.
import fs from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

process.defaultApp = true;

/** Split the command line as Electron does: `-r module` first, then the first argument that is not a flag. */
function parse(argv) {
  const preload = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index];
    if (argument === '--version' || argument === '-v') return { preload, version: true };
    if (argument === '-r' || argument === '--require') {
      index += 1;
      preload.push(argv[index]);
    } else if (!argument.startsWith('-')) {
      return { preload, file: argument };
    }
  }
  return { preload };
}

function describe(folder) {
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest)) return;
  const { name, productName, version } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  if (productName || name) app.name = productName ?? name;
  if (version) app.setVersion(version);
  app.setPath('userData', path.join(app.getPath('appData'), app.name));
  app.setAppPath(folder);
}

const { file, preload, version } = parse(process.argv.slice(1));
if (version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
const requireHere = createRequire(path.join(process.cwd(), 'noop.js'));
for (const name of preload) requireHere(name);
if (!file) {
  process.stderr.write('Say which app to run: electron <folder>\n');
  process.exit(1);
}
const resolved = path.resolve(file);
describe(fs.statSync(resolved).isDirectory() ? resolved : path.dirname(resolved));
await import(pathToFileURL(Module._resolveFilename(resolved, null, true)).href);
