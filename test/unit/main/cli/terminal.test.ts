/** The prompt that shows nothing, and the ways in which a person leaves it. */
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createTerminal } from '../../../../src-main/cli/terminal';
import { codeOf } from '../vault/profile';

function atTerminal(signal?: AbortSignal) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let shown = '';
  for (const stream of [stdout, stderr]) stream.on('data', (text: Buffer) => (shown += text.toString()));
  const io = { stdin, stdout, stderr } as unknown as Parameters<typeof createTerminal>[0];
  return { terminal: createTerminal(io, signal), type: (text: string) => void stdin.write(text), shown: () => shown };
}

test('what is typed is taken and not shown', async () => {
  const { terminal, type, shown } = atTerminal();
  const asked = terminal.askSecret('Auth Token');
  type(' a secret of mine \r');
  expect(await asked).toBe('a secret of mine');
  expect(shown()).toContain('Auth Token (nothing is shown):');
  expect(shown()).not.toContain('secret of mine');
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-C after some characters', 'half a sec\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s stops the command', async (_name, keys) => {
  const { terminal, type, shown } = atTerminal();
  const asked = terminal.askSecret('Auth Token');
  type(keys);
  expect(await codeOf(asked)).toBe('command.stopped');
  expect(shown()).not.toContain('half a sec');
});

test('a request to end stops it, also one that came before', async () => {
  const stopping = new AbortController();
  const { terminal } = atTerminal(stopping.signal);
  const asked = terminal.askSecret('Auth Token');
  stopping.abort('SIGTERM');
  expect(await codeOf(asked)).toBe('command.stopped');
  expect(await codeOf(terminal.askSecret('Auth Token'))).toBe('command.stopped');
});

test('a second question can follow', async () => {
  const { terminal, type } = atTerminal();
  const first = terminal.askSecret('Account SID');
  type('one\r');
  expect(await first).toBe('one');
  const second = terminal.askSecret('Auth Token');
  type('two\r');
  expect(await second).toBe('two');
});
