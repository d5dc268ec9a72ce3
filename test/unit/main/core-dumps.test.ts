import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readCoreDumps } from '../../../src-main/core-dumps';
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

test.runIf(process.platform === 'linux')(
  'a process that may write them loses that for good, with those it starts',
  async () => {
    const script = `
    import { spawnSync } from 'node:child_process';
    import { readFileSync } from 'node:fs';
    const core = (text) => /^Max core file size +(\\S+) +(\\S+)/m.exec(text).slice(1).join(' ');
    const before = core(readFileSync('/proc/self/limits', 'utf8'));
    const { switchOffCoreDumps } = await import(${JSON.stringify(path.resolve('src-main/core-dumps.ts'))});
    await switchOffCoreDumps();
    const child = spawnSync('/bin/cat', ['/proc/self/limits']).stdout.toString();
    console.log([before, core(readFileSync('/proc/self/limits', 'utf8')), core(child)].join(', '));
  `;
    const shell = `ulimit -S -c unlimited 2>/dev/null; exec "$0" --input-type=module -e "$1"`;
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', shell, process.execPath, script]);
    expect(stdout.trim()).toMatch(/, 0 0, 0 0$/);
  },
);
