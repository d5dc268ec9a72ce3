/** Output that nobody reads, or that can't be written: the exit code stays true. */
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { watchOutput } from '../../../src-shared/watch-output';

const stream = (code?: string) => {
  let text = '';
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done(code === undefined ? null : Object.assign(new Error(code), { code }));
    },
  });
  return { writable, text: () => text };
};

test.each([
  [undefined, 0, 0, ''],
  ['EPIPE', 0, 0, ''],
  ['EPIPE', 1, 1, ''],
  ['ENOSPC', 0, 1, 'lost: ENOSPC\n'],
  ['EIO', 2, 2, 'lost: EIO\n'],
])('standard output ends with %s, the command with %i: %i', async (trouble, code, expected, said) => {
  const [stdout, stderr] = [stream(trouble), stream()];
  const output = watchOutput<number>(
    { stdout: stdout.writable, stderr: stderr.writable },
    1,
    (system) => `lost: ${system}`,
  );
  stdout.writable.write('the answer\n');
  expect([await output.end(code), stderr.text()]).toEqual([expected, said]);
});

test('a standard error that is closed changes nothing', async () => {
  const [stdout, stderr] = [stream(), stream('EPIPE')];
  const output = watchOutput<number>({ stdout: stdout.writable, stderr: stderr.writable }, 1, String);
  stderr.writable.write('a note\n');
  expect(await output.end(0)).toBe(0);
});
