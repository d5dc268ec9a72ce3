/**
 * A loopback address that answers late or never: a stopped process that listens, with a full queue of connections. The
 * system drops further connection attempts, as a slow or broken network does, and the client's system retries after a
 * second.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const program = `
const server = require('node:net').createServer((socket) => socket.on('error', () => undefined).resume());
const [, host, port] = process.argv;
server.listen({ host, port: Number(port), backlog: 1 }, () => console.log(server.address().port));
`;

export type FullQueue = { port: number; answerAfter(ms: number): void; close(): void };

/** @param port 0 for one of the system's choice */
export async function startFullQueue(host: string, port = 0): Promise<FullQueue> {
  const child = spawn(process.execPath, ['-e', program, host, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const listening = Number(said.toString());
  child.kill('SIGSTOP');
  const filling: Socket[] = [];
  for (let isFull = false; !isFull; ) {
    const socket = connect({ host, port: listening }).on('error', () => undefined);
    filling.push(socket);
    isFull = !(await Promise.race([
      once(socket, 'connect').then(() => true),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 200)),
    ]));
    if (isFull) socket.destroy();
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
