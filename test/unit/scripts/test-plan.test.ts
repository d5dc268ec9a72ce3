import { describe, expect, test } from 'vitest';
import { readSignatures } from '../../../scripts/setup/signatures.mjs';
import {
  closingLines,
  hasPassed,
  planStages,
  sum,
  tallyLine,
  tallyPlaywright,
  tallyVitest,
} from '../../../scripts/setup/test-plan.mjs';

describe('stages', () => {
  test('everything, in order', () => {
    expect(planStages([]).map(({ name }) => name)).toEqual([
      'check',
      'unit, component and integration',
      'e2e',
      'promises of the look',
      'package',
    ]);
  });
  test('one stage hands the rest to its runner', () => {
    expect(planStages(['unit', '-t', 'phone'])).toEqual([
      { name: 'unit', kind: 'vitest', args: ['test/unit', '-t', 'phone'], browser: false },
    ]);
    expect(planStages(['unit', 'test/unit/a.test.ts'])).toEqual([
      { name: 'unit', kind: 'vitest', args: ['test/unit/a.test.ts'], browser: false },
    ]);
    expect(planStages(['e2e', '--headed'])).toEqual([
      { name: 'e2e', kind: 'playwright', args: ['--headed'], browser: true },
    ]);
  });
  test('pictures are compared by name only', () => {
    expect(planStages(['look', '-g', 'clinics'])).toEqual([
      {
        name: 'look',
        kind: 'playwright',
        args: ['--config', 'playwright.look.config.ts', '-g', 'clinics'],
        browser: true,
      },
    ]);
    expect(planStages([]).filter(({ args }) => args.includes('playwright.look.config.ts'))).toEqual([
      {
        name: 'promises of the look',
        kind: 'playwright',
        args: ['--config', 'playwright.look.config.ts', 'promises'],
        browser: true,
      },
    ]);
  });
  test('components are tested in a browser', () => {
    expect(planStages(['component'])).toEqual([
      { name: 'component', kind: 'vitest', args: ['test/component'], browser: true },
    ]);
  });
  test('the package is made and tried without a browser', () => {
    const stage = { name: 'package', kind: 'vitest', args: ['test/package'], browser: false };
    expect(planStages(['package'])).toEqual([stage]);
    expect(planStages([])).toContainEqual(stage);
  });
  test('an unknown name is no stage', () => {
    expect(planStages(['everything'])).toEqual([]);
  });
});

const none = { failures: [], flaky: [] };

describe('counting', () => {
  test('vitest: a file that could not be loaded is a failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 2,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { name: '/repo/test/a.test.ts', status: 'failed', message: 'No such file', assertionResults: [] },
        {
          name: '/repo/test/b.test.ts',
          status: 'failed',
          assertionResults: [
            {
              status: 'failed',
              fullName: 'b fails',
              failureMessages: ['\u001b[31mError: two\u001b[39m\n\n    at b.ts:3'],
            },
            { status: 'failed', fullName: 'b ends' },
          ],
        },
        { name: '/repo/test/c.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'c' }] },
      ],
    };
    expect(tallyVitest(report, '/repo')).toEqual({
      passed: 5,
      failed: 3,
      skipped: 3,
      failures: [
        'test/a.test.ts: could not be loaded\n       No such file',
        'test/b.test.ts › b fails\n       Error: two\n           at b.ts:3',
        'test/b.test.ts › b ends',
      ],
      flaky: [],
    });
  });
  test('vitest: a test that passed only when it was tried again is named', () => {
    const report = {
      numPassedTests: 1,
      testResults: [
        {
          name: '/repo/test/a.test.ts',
          status: 'passed',
          assertionResults: [{ status: 'passed', fullName: 'a', failureMessages: ['too late'] }],
        },
      ],
    };
    expect(tallyVitest(report, '/repo')).toMatchObject({ passed: 1, failed: 0, flaky: ['test/a.test.ts › a'] });
  });
  test('Playwright: an error outside of any test is a failure', () => {
    expect(tallyPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] })).toEqual({
      passed: 4,
      failed: 1,
      skipped: 2,
      ...none,
    });
    expect(tallyPlaywright({ stats: { expected: 0, unexpected: 0 }, errors: [{}] })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: ['an error outside of any test'],
      flaky: [],
    });
  });
  test('Playwright: failed and flaky tests are named, in suites within suites too', () => {
    const error = { message: 'Not visible', location: { line: 9 } };
    const spec = (title: string, status: string) => ({
      title,
      file: 'a.spec.ts',
      line: 7,
      tests: [{ status, results: [{ error }] }],
    });
    const { failures, flaky } = tallyPlaywright({
      stats: { unexpected: 1, flaky: 1 },
      suites: [{ specs: [spec('one', 'flaky')], suites: [{ specs: [spec('two', 'unexpected')] }] }],
    });
    expect({ failures, flaky }).toEqual({
      failures: ['a.spec.ts:7 › two\n       line 9: Not visible'],
      flaky: ['a.spec.ts:7 › one'],
    });
  });
  test('a long reason is cut', () => {
    const error = { message: Array.from({ length: 50 }, (_, line) => `${line} ${'x'.repeat(500)}`).join('\n') };
    const [failure = ''] = tallyPlaywright({
      stats: { unexpected: 1 },
      suites: [
        {
          specs: [{ title: 'a', file: 'a.spec.ts', line: 1, tests: [{ status: 'unexpected', results: [{ error }] }] }],
        },
      ],
    }).failures;
    expect(failure.split('\n')).toHaveLength(13);
    expect(failure.length).toBeLessThan(3_000);
  });
  test('a runner that died without a report counts nothing', () => {
    expect(tallyVitest(undefined, '/repo')).toEqual({ passed: 0, failed: 0, skipped: 0, ...none });
    expect(tallyPlaywright(undefined)).toEqual({ passed: 0, failed: 0, skipped: 0, ...none });
  });
  test('the last lines name what failed and what is flaky, then count', () => {
    const total = sum([
      { passed: 1, failed: 0, skipped: 0, failures: [], flaky: ['a'] },
      { passed: 2, failed: 1, skipped: 0, failures: ['b'], flaky: [] },
    ]);
    expect(closingLines(total)).toEqual(['FAILED b', 'FLAKY  a (passed only when it was tried again)']);
    expect(tallyLine(total)).toBe('3 passed, 1 failed');
    expect(tallyLine({ passed: 3, failed: 0, skipped: 4 })).toBe('3 passed, 0 failed, 4 skipped');
  });
});

describe('signatures of packages', () => {
  const read = (answer: unknown, status = 0) => readSignatures(JSON.stringify(answer), status);
  test('all there and right', () => {
    expect(read({ invalid: [], missing: [] }).state).toBe('right');
  });
  test('one that does not match, and one that is missing, are named', () => {
    const tampered = { name: 'left', version: '1.0.0' };
    const unsigned = { name: 'right', version: '2.0.0' };
    expect(read({ invalid: [tampered], missing: [unsigned] }, 1)).toEqual({
      state: 'wrong',
      lines: ['left 1.0.0 has a signature that does not match', 'right 2.0.0 has no signature'],
    });
  });
  test('without the keys nothing was checked, and that is said', () => {
    const answer = read({ error: { summary: 'getaddrinfo ENOTFOUND' } }, 1);
    expect(answer).toEqual({
      state: 'unchecked',
      lines: ['Signatures of packages were not checked: getaddrinfo ENOTFOUND'],
    });
    expect(readSignatures('', 137).state).toBe('unchecked');
  });
});

test('a stage without a single test has not passed, although its runner ended well', () => {
  const none = { passed: 0, failed: 0, skipped: 0, failures: [], flaky: [] };
  expect(hasPassed({ kind: 'playwright' }, { status: 0, tally: none })).toBe(false);
  expect(hasPassed({ kind: 'vitest' }, { status: 0, tally: { ...none, passed: 1 } })).toBe(true);
  expect(hasPassed({ kind: 'vitest' }, { status: 0, tally: { ...none, passed: 1, failed: 1 } })).toBe(false);
  expect(hasPassed({ kind: 'vitest' }, { status: 1, tally: { ...none, passed: 1 } })).toBe(false);
  expect(hasPassed({ kind: 'check' }, { status: 0, tally: none })).toBe(true);
});
