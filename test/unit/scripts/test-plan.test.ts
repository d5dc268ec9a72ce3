import { describe, expect, test } from 'vitest';
import { planStages, sum, tallyLine, tallyPlaywright, tallyVitest } from '../../../scripts/setup/test-plan.mjs';

describe('stages', () => {
  test('everything, in order', () => {
    expect(planStages([]).map(({ name }) => name)).toEqual(['check', 'unit, component and integration', 'e2e']);
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
  test('components are tested in a browser', () => {
    expect(planStages(['component'])).toEqual([
      { name: 'component', kind: 'vitest', args: ['test/component'], browser: true },
    ]);
  });
  test('an unknown name is no stage', () => {
    expect(planStages(['everything'])).toEqual([]);
  });
});

describe('counting', () => {
  test('vitest: a file that could not be loaded is a failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{}] },
        { status: 'passed', assertionResults: [{}] },
      ],
    };
    expect(tallyVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });
  test('Playwright: an error outside of any test is a failure', () => {
    expect(tallyPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] })).toEqual({
      passed: 4,
      failed: 1,
      skipped: 2,
    });
    expect(tallyPlaywright({ stats: { expected: 0, unexpected: 0 }, errors: [{}] })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });
  test('a runner that died without a report counts nothing', () => {
    expect(tallyVitest(undefined)).toEqual({ passed: 0, failed: 0, skipped: 0 });
    expect(tallyPlaywright(undefined)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
  test('the last line', () => {
    expect(
      tallyLine(
        sum([
          { passed: 1, failed: 0, skipped: 0 },
          { passed: 2, failed: 1, skipped: 0 },
        ]),
      ),
    ).toBe('3 passed, 1 failed');
    expect(tallyLine({ passed: 3, failed: 0, skipped: 4 })).toBe('3 passed, 0 failed, 4 skipped');
  });
});
