/**
 * The package as a backend gets it: packed, unpacked into an empty project, and nothing else of this repository beside
 * it but the packages that it declares. The example backend runs there as a process of its own.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { buildReceptionist } from '../../../scripts/setup/receptionist.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const example = path.join(root, 'examples/receptionist');

type Said = { event: string; [name: string]: unknown };

export async function createProject(folder: string) {
  const built = await buildReceptionist(path.join(folder, 'built'));
  const project = path.join(folder, 'project');
  const scope = path.join(project, 'node_modules/@voxanne');
  mkdirSync(scope, { recursive: true });
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: built,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }),
  ) as [{ filename: string }];
  execFileSync('tar', ['-xzf', path.join(folder, packed.filename), '-C', scope]);
  const installed = path.join(scope, 'receptionist');
  execFileSync('mv', [path.join(scope, 'package'), installed]);
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'peerDependencies',
    Record<string, string>
  >;
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const place = path.join(project, 'node_modules', name);
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(path.join(root, 'node_modules', name), place, 'junction');
  }
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
