// @ts-check
// npm run build
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureToolsNode } from './setup/node24.mjs';
import { buildReceptionist } from './setup/receptionist.mjs';
import { runMain } from './setup/say.mjs';

await runMain(async () => {
  await ensureDependencies();
  await ensureBuild(await ensureToolsNode(), { force: true });
  await buildReceptionist();
  return 0;
});
