/** The example’s backend as a process of its own, in a project with the package and nothing else of this checkout. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import path from 'node:path';

type Said = { event: string; [name: string]: unknown };

/** @param node what it runs on */
export function startBackend(node: string, project: string, simulators: Record<string, string>) {
  let child: ChildProcess | null = null;
  let port = 0;
  let errors = '';
  const said: Said[] = [];
  let next: (() => void) | null = null;

  /** The first of its lines that tells of `event`. */
  async function heard(event: string): Promise<Said> {
    for (;;) {
      const line = said.find((one) => one.event === event);
      if (line !== undefined) return line;
      if (child?.exitCode !== null) throw new Error(`The backend ended:\n${errors}`);
      await new Promise<void>((resolve) => {
        next = resolve;
      });
    }
  }

  return {
    heard,
    /** Runs the package’s own program. @returns what it printed */
    command: (...args: string[]) =>
      execFileSync(node, [path.join(project, 'node_modules/@voxanne/receptionist/command.js'), ...args], {
        cwd: project,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    async start(databaseUrl: string): Promise<void> {
      const env = { PATH: process.env.PATH ?? '', PORT: '0', VOXANNE_DATABASE_URL: databaseUrl, ...simulators };
      const started = spawn(node, ['server.mjs'], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      said.length = 0;
      let rest = '';
      started.stderr.on('data', (chunk: Buffer) => {
        errors += chunk.toString();
      });
      started.stdout.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        said.push(...lines.map((line) => JSON.parse(line) as Said));
        next?.();
      });
      started.once('exit', () => next?.());
      port = Number((await heard('listening')).port);
    },
    async lead(lead: Record<string, unknown>) {
      const response = await fetch(`http://127.0.0.1:${port}/leads`, { method: 'POST', body: JSON.stringify(lead) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async stop(): Promise<void> {
      const ending = child;
      if (ending === null || ending.exitCode !== null) return;
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
      ending.kill('SIGTERM');
      await ended;
    },
  };
}
