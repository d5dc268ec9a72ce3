/** The virtual display of the private session, as programs meet it that come and go. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { withDesktopSession } from '../../../scripts/setup/desktop-session.mjs';

/** What a program says first, by the X protocol: its byte order, the version, and the cookie of this display. */
function greeting(authority: Buffer): Buffer {
  let at = 2;
  const field = () => {
    const start = at + 2;
    at = start + authority.readUInt16BE(at);
    return authority.subarray(start, at);
  };
  // The address and the number of the display: any.
  field();
  field();
  const [name, cookie] = [field(), field()];
  const padded = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  const head = Buffer.alloc(12);
  head.write('l');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([head, padded(name), padded(cookie)]);
}

/** 1 where the display lets the program in. */
async function answerOf(client: Socket): Promise<unknown> {
  try {
    const [answer] = await Promise.race([once(client, 'data'), once(client, 'close')]);
    return Buffer.isBuffer(answer) ? answer[0] : 'closed';
  } catch (thrown) {
    return Reflect.get(Object(thrown), 'code');
  }
}

test.skipIf(process.platform !== 'linux')(
  'a program that starts while the last one ends is let in',
  async () => {
    const answers = await withDesktopSession(async (env) => {
      const hello = greeting(readFileSync(env.XAUTHORITY ?? ''));
      const seen = new Set<unknown>();
      let last: Socket | null = null;
      for (let time = 0; time < 100; time += 1) {
        last?.destroy();
        last = connect(`/tmp/.X11-unix/X${env.DISPLAY?.slice(1)}`);
        last.write(hello);
        seen.add(await answerOf(last));
        last.on('error', () => undefined);
      }
      last?.destroy();
      return [...seen];
    });
    expect(answers).toEqual([1]);
  },
  60_000,
);
