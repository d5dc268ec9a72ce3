/**
 * Every provider over a line on which a round trip takes 600 ms: with IPv4 and IPv6, and with either of them swallowed.
 * In a network namespace, over real connections. What holds without one is in `providers/http/dial.test.ts`.
 */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleChild } from '../storage/bundle-child';
import { device } from './far-line';

const run = promisify(execFile);

/** Makes the device and starts a program with it: Node can't do the call that this takes. */
const withDevice = [
  '$^F = 9',
  'open(T, "+<", "/dev/net/tun") or die "no TUN: $!"',
  `fileno(T) == ${device.descriptor} or die "another descriptor"`,
  `$wanted = pack("a16sx22", "${device.name}", 0x1001)`,
  'ioctl(T, 0x400454ca, $wanted) or die "no device: $!"',
  'exec @ARGV',
].join('; ');

/** A namespace of networks, and one of mounts for a file of host names. */
function inNamespace(program: string, args: readonly string[]) {
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return run('unshare', [...asRoot, '--net', '--mount', 'perl', '-e', withDevice, program, ...args], {
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
}

const refused = await inNamespace('true', []).then(
  () => null,
  (thrown: { stderr?: string; message: string }) => thrown.stderr?.trim() || thrown.message,
);
if (refused !== null) console.log(`Skipped: this computer makes no network namespace with a TUN device. ${refused}`);

describe.skipIf(refused !== null)('a round trip of 600 ms', () => {
  let bundle: string;
  beforeAll(async () => {
    bundle = await bundleChild('../network/far-child.ts');
  });
  afterAll(() => rmSync(path.dirname(bundle), { recursive: true, force: true }));

  test.each([
    ['with IPv4 and IPv6', 0, 2],
    ['with IPv6 swallowed', 6, 1],
    ['with IPv4 swallowed', 4, 1],
  ])('%s', async (_name, swallowed, reachable) => {
    const { stdout } = await inNamespace(process.execPath, [bundle, String(swallowed)]);
    const { connected, ...reached } = JSON.parse(stdout) as { connected: number[] };
    expect(connected).toHaveLength(reachable);
    for (const ms of connected) expect(ms).toBeGreaterThanOrEqual(595);
    expect(reached).toEqual({
      twilio: 'active',
      // An answer of Google’s: it knows no such client.
      google: 'google.invalid_client',
      stripe: 'asked',
      command: 0,
      outcomes: expect.arrayContaining(['passed', 'passed']),
    });
  });
});
