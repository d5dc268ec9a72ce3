/**
 * A separate process that makes one request with secrets in it and then ends by itself. Arguments: origin
 * of the provider's stand-in or empty, port of an HTTP proxy or 0. What came of the request is the last line on stdout.
 */
import { createHttpClient } from '../../../../src-main/providers/http/http-client';
import { createDirectNetwork, type Network } from '../../../../src-main/providers/http/network';

const [origin = '', proxyPort = '0'] = process.argv.slice(2);
const usual = createDirectNetwork();
const proxy = {
  kind: 'proxy',
  protocol: 'http',
  host: '127.0.0.1',
  port: Number(proxyPort),
  credentials: { username: 'SECRET-NAME', password: 'SECRET-PASSWORD' },
  source: 'system',
} as const;
const network: Network = proxyPort === '0' ? usual : { ...usual, route: { ...usual.route, find: async () => [proxy] } };

const client = createHttpClient({
  hosts: new Set(['api.provider.example']),
  apiOrigin: 'https://api.provider.example',
  endpoint: { origin: origin === '' ? null : origin },
  network,
});
const request = {
  url: 'https://api.provider.example/things',
  headers: { Authorization: 'Basic SECRET-TOKEN', 'Content-Type': 'text/plain' },
  timeoutMs: 1000,
  signal: new AbortController().signal,
};
async function main(): Promise<void> {
  for (const more of [{ method: 'GET' }, { method: 'POST', body: 'SECRET-BODY', once: true }] as const)
    await client.send({ ...request, ...more }).then(
      ({ status }) => console.log(status),
      ({ kind }) => console.log(kind),
    );
}
void main();
