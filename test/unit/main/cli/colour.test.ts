/** Colours appear at a terminal only, and not where the person switched them off. */
import { expect, test } from 'vitest';
import { wantsColour } from '../../../../src-main/cli/format-report';

test.each([
  ['a terminal', { isTTY: true }, { TERM: 'xterm-256color' }, true],
  ['a pipe or a file', {}, {}, false],
  ['NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
  ['NO_COLOR that is empty', { isTTY: true }, { NO_COLOR: '' }, true],
  ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
  ['FORCE_COLOR into a pipe', {}, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR against NO_COLOR', {}, { FORCE_COLOR: '', NO_COLOR: '1' }, true],
  ['FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, false],
  ['CLICOLOR=0', { isTTY: true }, { CLICOLOR: '0' }, false],
  ['CLICOLOR=1 into a pipe', {}, { CLICOLOR: '1' }, false],
  ['CLICOLOR_FORCE into a pipe', {}, { CLICOLOR_FORCE: '1', CLICOLOR: '0' }, true],
  ['CLICOLOR_FORCE=0 into a pipe', {}, { CLICOLOR_FORCE: '0' }, false],
  ['NO_COLOR against CLICOLOR_FORCE', { isTTY: true }, { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, false],
  ['FORCE_COLOR=false', { isTTY: true }, { FORCE_COLOR: 'false' }, false],
])('%s', (_what, stream, env, wanted) => {
  expect(wantsColour(stream, env)).toBe(wanted);
});
