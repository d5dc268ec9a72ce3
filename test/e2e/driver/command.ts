/** The console as a command. */
import { spawn } from 'node:child_process';
import { resolveElectron } from '../../../scripts/setup/runtime.mjs';
import { root } from './launch.ts';

export type Ran = { code: number | null; stdout: string; stderr: string };

/** The desktop program as a command, on a machine that has no display. */
export function command(args: readonly string[], env: Record<string, string>): Promise<Ran> {
  const runtime = resolveElectron();
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(runtime.executablePath, [...runtime.args, root, '--cli', ...args], {
      env: { ...rest, ...runtime.env, ...env },
    });
    const out = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      out.stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      out.stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...out }));
  });
}
