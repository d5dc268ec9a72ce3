/** What names and providers say steers no terminal and makes no line of its own. */
import { expect, test } from 'vitest';
import { formatReport } from '../../../../src-main/cli/format-report';
import { escaped, inColour, plain, tabbed } from '../../../../src-main/cli/plain';
import { step } from '../../renderer/setup/fixtures';

const hostile = 'Sunrise\u001B[8m\u001B[31m\u001B]0;x\u0007\u009B2J\u202E\r';

test('colours and controls of a name are taken out; lines and tabs of a report stay', () => {
  expect(plain(hostile)).toBe('Sunrise[8m[31m]0;x2J');
  expect(plain('a\tb\nc')).toBe('a\tb\nc');
  expect(JSON.parse(escaped(JSON.stringify(hostile)))).toBe(hostile);
  expect(inColour('\u001B[8mPASSED', '32')).toBe('\u001B[32m[8mPASSED\u001B[0m');
});

test('a cell is one cell', () => {
  expect(tabbed('id', 'Sunrise\tready\nfailed\tMaple', '')).toBe('id\tSunrise ready failed Maple');
});

test('a coloured report has the colours of its outcomes and no others', () => {
  const steps = [
    step('account', { state: 'passed', detail: hostile }),
    step('test-sms', { state: 'failed', detail: 'x' }),
  ];
  const head = { from: '+14155550100', to: null, simulated: false };
  const report = formatReport({ steps, head, isRehearsal: false }, true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(report.match(/\u001B\[\d+m/g)).toEqual(['\u001B[32m', '\u001B[0m', '\u001B[31m', '\u001B[0m']);
  expect(formatReport({ steps, head, isRehearsal: false }, false)).not.toContain('\u001B');
});
