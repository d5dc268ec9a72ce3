/** A command of the desktop program is started again where Chromium would look for a display. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { restartArguments } from '../../../src-main/headless-restart';

const packaged = ['/opt/x', '--cli', 'organizations', 'list', '--cli'];

describe('the arguments of the second start', () => {
  test('have the switches before the command, and the command unchanged', () => {
    const args = restartArguments(packaged, 'linux', 4711);
    expect(args).toEqual(expect.arrayContaining(['--headless', '--ozone-platform=headless', '--started-by=4711']));
    expect(args?.slice(args.indexOf('--cli'))).toEqual(packaged.slice(1));
  });

  test('keep what stood before the command: the app of a checkout, and switches', () => {
    const checkout = ['/cache/electron', '--no-sandbox', '/home/ä b', '--cli', 'doctor'];
    expect(restartArguments(checkout, 'linux', 1)?.slice(0, 2)).toEqual(['--no-sandbox', '/home/ä b']);
  });

  test.each([
    ['the launcher gave the switches', ['/opt/x', '--headless', '--ozone-platform=headless', '--cli'], 'linux'],
    ['it is macOS', packaged, 'darwin'],
    ['it is Windows', packaged, 'win32'],
  ] as const)('are none where %s', (_why, argv, platform) => {
    expect(restartArguments(argv, platform, 1)).toBeNull();
  });

  test('are none the second time', () => {
    expect(restartArguments(['/opt/x', ...(restartArguments(packaged, 'linux', 1) ?? [])], 'linux', 2)).toBeNull();
  });
});

/** Node in the place of Electron: the first process starts the second one, which runs `code`. */
function startTwice(code: string) {
  const module = pathToFileURL(path.resolve(import.meta.dirname, '../../../src-main/headless-restart.ts')).href;
  const second =
    `const { endWithStarter } = await import('${module}');` +
    `endWithStarter(['node', '--started-by=' + process.ppid, '--cli']); ${code}`;
  const first =
    `const { restartForCommand } = await import('${module}');` +
    `process.exit(restartForCommand(['--input-type=module', '-e', ${JSON.stringify(second)}]));`;
  return spawn(process.execPath, ['--input-type=module', '-e', first], { stdio: ['ignore', 'pipe', 'ignore'] });
}

describe.skipIf(process.platform === 'win32')('the second start', () => {
  test('gives its exit code to the first', async () => {
    expect(await once(startTwice('process.exit(3)'), 'close')).toEqual([3, null]);
  });

  test('gives the signal that ended it, as shells say it', async () => {
    expect(await once(startTwice("process.kill(process.pid, 'SIGKILL')"), 'close')).toEqual([137, null]);
  });

  test('does not go on when the first was killed', async () => {
    const first = startTwice("console.log('works'); setInterval(() => {}, 1000);");
    await once(first.stdout, 'data');
    first.kill('SIGTERM');
    // Its output ends when both are gone.
    expect(await once(first, 'close')).toEqual([null, 'SIGTERM']);
  });
});
