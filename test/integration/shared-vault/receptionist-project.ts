/**
 * The package as a backend gets it: packed, unpacked into an empty project, and nothing else of this repository beside
 * it but the packages that it declares. The example backend runs there as a process of its own.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { installTarball, packReceptionist } from '../../../scripts/package/receptionist.mjs';
import { readJson } from '../../../scripts/setup/paths.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const example = path.join(root, 'examples/receptionist');

type Said = { event: string; [name: string]: unknown };

export async function createProject(folder: string) {
  const version = String(readJson(path.join(root, 'package.json'))?.version);
  const tarball = await packReceptionist({ output: folder, made: path.join(folder, 'built'), version });
  const project = path.join(folder, 'project');
  const installed = installTarball(tarball, project);
  for (const file of ['server.mjs', 'package.json']) copyFileSync(path.join(example, file), path.join(project, file));

  return {
    folder: project,
    installed,
    /** Runs the package's own program. @returns standard output */
    command: (...args: string[]) =>
      execFileSync(process.execPath, [path.join(installed, 'command.js'), ...args], { cwd: project, encoding: 'utf8' }),
    start: (env: Record<string, string>) => startBackend(project, env),
  };
}

async function startBackend(cwd: string, env: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, ['server.mjs'], {
    cwd,
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Said[] = [];
  let errors = '';
  let rest = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const one = JSON.parse(line) as Said;
        said.push(one);
        if (one.event === 'listening') resolve(Number(one.port));
      }
    });
    child.once('exit', () => reject(new Error(`the backend ended: ${errors}`)));
  });
  return {
    said,
    errors: () => errors,
    async lead(lead: Record<string, unknown>) {
      const response = await fetch(`http://127.0.0.1:${port}/leads`, { method: 'POST', body: JSON.stringify(lead) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
