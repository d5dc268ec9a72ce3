// @ts-check
// npm run sbom
// Writes what the product is made of to release/sbom.cdx.json (CycloneDX). Development packages are in it too: the window's libraries are
// among them, because they are bundled.
import fs from 'node:fs';
import path from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureToolsNode } from './setup/node24.mjs';
import { inModules, ROOT } from './setup/paths.mjs';
import { foreground } from './setup/run.mjs';
import { runMain, say } from './setup/say.mjs';

await runMain(async () => {
  await ensureDependencies();
  const node = await ensureToolsNode();
  const file = path.join(ROOT, 'release', 'sbom.cdx.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const tool = inModules('@cyclonedx', 'cyclonedx-npm', 'bin', 'cyclonedx-npm-cli.js');
  const status = await foreground(
    node,
    [tool, '--output-reproducible', '--output-format', 'JSON', '--output-file', file],
    { cwd: ROOT },
  );
  if (status === 0) say(`Written to ${path.relative(ROOT, file)}.`);
  return status;
});
