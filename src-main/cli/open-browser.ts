/**
 * Opens a page in the system's browser from a terminal. The address goes as one argument to a program, never through a
 * shell.
 */
import { spawn } from 'node:child_process';
import { environmentOfChildren } from '../environment';

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** False when no program could be started. */
export function openBrowser(url: URL): Promise<boolean> {
  const [program, ...before] = openers[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(program, [...before, url.href], {
      stdio: 'ignore',
      detached: true,
      env: environmentOfChildren(process.env),
    });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
