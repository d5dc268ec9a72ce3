/**
 * The loopback Google of the benchmarks, in a process of its own as a server is: what the measured side does while it
 * waits must not slow the answer. The same program starts again with BENCH_GOOGLE set to the latency.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startGoogleSimulator } from '../../src-main/simulator/google';

/** Serves until the parent's end closes standard input. @param latencyMs before each answer */
export async function serveGoogle(latencyMs: number): Promise<void> {
  const simulator = await startGoogleSimulator();
  simulator.control.setLatency(latencyMs);
  process.stdout.write(`${simulator.origin}\n`);
  process.stdin.resume();
  await once(process.stdin, 'end');
  await simulator.close();
}

export async function startGoogleServer(latencyMs: number): Promise<{ origin: string; close(): void }> {
  const server = spawn(process.execPath, process.argv.slice(1, 2), {
    env: { ...process.env, BENCH_GOOGLE: String(latencyMs) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [first] = (await once(server.stdout, 'data')) as [Buffer];
  return { origin: first.toString().trim(), close: () => server.stdin.end() };
}
