import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { leaveMemoryOutOfDumps, readCoreDumps } from '../../../src-main/core-dumps';
import { coreDumpFinding } from '../../../src-main/support/core-dump-finding';

const limits = (soft: string, hard: string) =>
  `Limit                     Soft Limit           Hard Limit           Units\n` +
  `Max stack size            8388608              unlimited            bytes\n` +
  `Max core file size        ${soft.padEnd(20)} ${hard.padEnd(20)} bytes\n`;

test('a limit that could be raised again is not off', () => {
  expect(readCoreDumps(() => limits('0', '0'))).toBe('off');
  expect(readCoreDumps(() => limits('0', 'unlimited'))).toBe('on');
  expect(readCoreDumps(() => limits('unlimited', 'unlimited'))).toBe('on');
});

test('a system that says nothing is unknown, and not called off', () => {
  const state = readCoreDumps(() => {
    throw new Error('no such file');
  });
  expect(state).toBe('unknown');
  expect(coreDumpFinding(state, 'win32').detail).toContain('can’t switch them off');
  expect(coreDumpFinding(state, 'darwin').detail).toContain('can’t switch them off');
});

test('what is on is a warning with what to do, what is off a good word', () => {
  expect(coreDumpFinding('on', 'linux')).toMatchObject({ outcome: 'warning', fix: expect.stringContaining('prlimit') });
  expect(coreDumpFinding('off', 'linux')).toMatchObject({ outcome: 'passed' });
});

const started = (script: string) =>
  promisify(execFile)('/bin/sh', [
    '-c',
    `ulimit -S -c unlimited 2>/dev/null; exec "$0" --input-type=module -e "$1"`,
    process.execPath,
    script,
  ]);
const ours = JSON.stringify(path.resolve('src-main/core-dumps.ts'));

test.runIf(process.platform === 'linux')(
  'a process that may write them loses that for good, with those it starts',
  async () => {
    const { stdout } = await started(`
      import { spawnSync } from 'node:child_process';
      import { readFileSync } from 'node:fs';
      const core = (text) => /^Max core file size +(\\S+) +(\\S+)/m.exec(text).slice(1).join(' ');
      const before = core(readFileSync('/proc/self/limits', 'utf8'));
      const { switchOffCoreDumps } = await import(${ours});
      await switchOffCoreDumps();
      const child = spawnSync('/bin/cat', ['/proc/self/limits']).stdout.toString();
      console.log([before, core(readFileSync('/proc/self/limits', 'utf8')), core(child)].join(', '));
    `);
    expect(stdout.trim()).toMatch(/, 0 0, 0 0$/);
  },
);

test.runIf(process.platform === 'linux')('processes of before lose it too, and what these have started', async () => {
  const { stdout } = await started(`
    import { spawn } from 'node:child_process';
    import { once } from 'node:events';
    import { readFileSync } from 'node:fs';
    // A child that has a child of its own, as the page of a window is.
    const child = spawn('/bin/sh', ['-c', 'tail -f /dev/null & echo $!; wait']);
    const [line] = await once(child.stdout, 'data');
    const limits = (pid) => readFileSync('/proc/' + pid + '/limits', 'utf8');
    const core = (pid) => /^Max core file size +(\\S+) +(\\S+)/m.exec(limits(pid)).slice(1).join(' ');
    const { switchOffCoreDumps } = await import(${ours});
    await switchOffCoreDumps();
    console.log([child.pid, String(line).trim()].map(core).join(', '));
    process.kill(Number(line));
  `);
  expect(stdout.trim()).toBe('0 0, 0 0');
});

test.runIf(process.platform === 'linux')('until then a dump has no memory in it', async () => {
  const { stdout } = await started(`
    import { spawnSync } from 'node:child_process';
    import { readFileSync } from 'node:fs';
    const filter = '/proc/self/coredump_filter';
    const before = parseInt(readFileSync(filter, 'utf8'), 16);
    const { leaveMemoryOutOfDumps } = await import(${ours});
    leaveMemoryOutOfDumps();
    const child = spawnSync('/bin/cat', [filter]).stdout.toString();
    console.log([before > 0, parseInt(readFileSync(filter, 'utf8'), 16), parseInt(child, 16)].join(', '));
  `);
  expect(stdout.trim()).toBe('true, 0, 0');
});

test('a system that refuses it stops nothing', () => {
  expect(() => leaveMemoryOutOfDumps('/proc/no-such-file')).not.toThrow();
});
