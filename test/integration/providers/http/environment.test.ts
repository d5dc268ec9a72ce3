/**
 * The HTTP client in a separate process: environment variables do not affect it, and its connections do not keep the
 * process from ending.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bundleChild } from '../../storage/bundle-child';
import { answering, closeServers } from './client';
import { startHangingProxy, startHttpProxy } from './proxies';

let bundle: string;
beforeAll(async () => {
  bundle = await bundleChild('../providers/http/child.ts');
});
afterAll(() => rmSync(path.dirname(bundle), { recursive: true, force: true }));
afterEach(closeServers);

async function run(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [bundle, ...args], { env: { ...process.env, ...env } });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, lines: out.trim().split('\n'), printed: out + errors };
}

test('Node’s own debugging prints nothing of a request', async () => {
  const { origin } = await answering((request, response) => request.resume().on('end', () => response.end('{}')));
  const { route } = await startHttpProxy(1);
  const env = { NODE_DEBUG: 'http,https,net,tls,stream,zlib,timer,undici' };
  for (const args of [[origin], ['', String(route.port)]]) {
    const { printed, lines } = await run(args, env);
    expect(lines).toEqual(args[0] === '' ? ['proxy', 'proxy'] : ['200', '200']);
    // NODE_DEBUG was in effect: Node printed its own lines.
    expect(printed).toContain('NET ');
    for (const secret of ['SECRET', Buffer.from('SECRET-NAME:SECRET-PASSWORD').toString('base64')])
      expect(printed).not.toContain(secret);
  }
});

test('variables for proxies are not the client’s business', async () => {
  const { origin } = await answering((request, response) => request.resume().on('end', () => response.end('{}')));
  const proxy = 'http://127.0.0.1:1';
  const env = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, ALL_PROXY: proxy, NODE_USE_ENV_PROXY: '1' };
  expect((await run([origin], env)).lines).toEqual(['200', '200']);
});

test('a proxy that accepts and never answers: the program ends', async () => {
  const { route } = await startHangingProxy();
  const { code, lines } = await run(['', String(route.port)], {});
  expect({ code, lines }).toEqual({ code: 0, lines: ['proxy', 'proxy'] });
});
