// @ts-check
// npm run qa [-- --package FILE] [-- more for Playwright]
// Runs the acceptance suite on this checkout, or on a package, and leaves a report with traces and pictures in
// qa-report. On Linux it runs on a private desktop, as `npm test` does.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { qaArguments } from './qa/arguments.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { ROOT } from './setup/paths.mjs';
import { prepareWindow } from './setup/prepare.mjs';
import { ensureSandbox } from './setup/sandbox.mjs';
import { runMain, SetupError, say } from './setup/say.mjs';
import { runTests } from './setup/test-run.mjs';

const REPORT = path.join(ROOT, 'qa-report');

await runMain(async () => {
  const started = Date.now();
  const { packaged, rest, problem } = qaArguments(process.argv.slice(2));
  if (problem !== null) throw new SetupError(problem);
  const { node, runtime } = await prepareWindow({ session: true });
  await ensureBrowser();
  fs.rmSync(REPORT, { recursive: true, force: true });
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'voxanne-qa-'));
  try {
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...runtime.env, VOXANNE_QA: '1' };
    if (packaged !== null) {
      // Needs a package, which a bare clone has only now.
      const { makeDrivableCopy } = await import('./qa/drivable-copy.mjs');
      env.VOXANNE_QA_PROGRAM = await makeDrivableCopy(packaged, scratch);
      await ensureSandbox(env.VOXANNE_QA_PROGRAM);
    }
    say(`Testing ${packaged ?? `this checkout with Electron ${runtime.version}`}.`);
    const args = ['--config', path.join(ROOT, 'playwright.qa.config.ts'), ...rest];
    const status = await runTests([{ name: 'acceptance', kind: 'playwright', args, browser: true }], {
      node,
      env,
      started,
    });
    say(`Report: ${path.join('qa-report', 'report', 'index.html')}`);
    return status;
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});
