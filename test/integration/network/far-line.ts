/**
 * A line to hosts that are far away, inside a network namespace: every packet arrives 300 ms after it was sent, so that
 * a round trip takes 600. A packet that is sent to the far address comes back with sender and receiver exchanged: so a
 * server of the same program answers it, and checksums stay as they are.
 */
import { execFileSync } from 'node:child_process';
import { read, writeSync } from 'node:fs';

/** The device of this name is open under this descriptor: {@link inNamespace} of `far.test.ts` does that. */
export const device = { name: 'far0', descriptor: 3 };
export const farAddresses = ['198.18.0.2', '2001:db8::2'] as const;
const oneWayMs = 300;

const ip = (...args: string[]) => execFileSync('ip', args);

/** Sender and receiver exchanged, in place. */
function exchanged(packet: Buffer, version: number): Buffer {
  const [start, length] = version === 4 ? [12, 4] : [8, 16];
  const sender = Buffer.from(packet.subarray(start, start + length));
  packet.copy(packet, start, start + length, start + 2 * length);
  sender.copy(packet, start + length);
  return packet;
}

/** @param swallowed the version of IP whose packets get lost; 0 for none. @returns what closes the line */
export function openFarLine(swallowed: number): () => void {
  ip('link', 'set', 'lo', 'up');
  ip('addr', 'add', '198.18.0.1/24', 'dev', device.name);
  ip('-6', 'addr', 'add', '2001:db8::1/64', 'dev', device.name, 'nodad');
  ip('link', 'set', device.name, 'up');
  let isOpen = true;
  const buffer = Buffer.alloc(65_536);
  const deliver = (packet: Buffer) => {
    if (isOpen) writeSync(device.descriptor, packet);
  };
  const readNext = () =>
    read(device.descriptor, buffer, 0, buffer.length, null, (failed, length) => {
      if (failed !== null) return;
      const packet = Buffer.from(buffer.subarray(0, length));
      const version = (packet[0] ?? 0) >> 4;
      if (version !== swallowed) setTimeout(deliver, oneWayMs, exchanged(packet, version));
      readNext();
    });
  readNext();
  return () => {
    isOpen = false;
    ip('link', 'del', device.name);
  };
}
