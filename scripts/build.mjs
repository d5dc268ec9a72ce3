// @ts-check
// npm run build
import { ensureBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureToolsNode } from './setup/node24.mjs';
import { runMain } from './setup/say.mjs';

await runMain(async () => {
  await ensureDependencies();
  await ensureBuild(await ensureToolsNode(), { force: true });
  return 0;
});
