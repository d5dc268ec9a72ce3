/**
 * A loopback address that answers late or never: a stopped process that listens, with a full queue of connections. The
 * system drops further connection attempts, as a slow or broken network does, and the client's system retries after a
 * second.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

const backlog = 1;
const program = `
const server = require('node:net').createServer((socket) => socket.on('error', () => undefined).resume());
const [, host, port] = process.argv;
server.listen({ host, port: Number(port), backlog: ${backlog} }, () => console.log(server.address().port));
`;

export type FullQueue = { port: number; answerAfter(ms: number): void; close(): void };

/** How many connections wait for the listening program, as Linux tells it. */
function waiting(host: string, port: number): number {
  const listens = '0A';
  const sockets = readFileSync(host.includes(':') ? '/proc/net/tcp6' : '/proc/net/tcp', 'utf8');
  for (const line of sockets.split('\n')) {
    const [, local = '', , state, queues = ''] = line.trim().split(/\s+/);
    if (state === listens && Number.parseInt(local.split(':')[1] ?? '', 16) === port)
      return Number.parseInt(queues.split(':')[1] ?? '', 16);
  }
  throw new Error(`Nothing listens on port ${port}.`);
}

/** @param port 0 for one of the system's choice */
export async function startFullQueue(host: string, port = 0): Promise<FullQueue> {
  const child = spawn(process.execPath, ['-e', program, host, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const listening = Number(said.toString());
  child.kill('SIGSTOP');
  const filling: Socket[] = [];
  while (waiting(host, listening) <= backlog) {
    const socket = connect({ host, port: listening }).on('error', () => undefined);
    filling.push(socket);
    await once(socket, 'connect');
  }
  const timers: NodeJS.Timeout[] = [];
  return {
    port: listening,
    answerAfter: (ms) => void timers.push(setTimeout(() => child.kill('SIGCONT'), ms)),
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      for (const socket of filling) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
