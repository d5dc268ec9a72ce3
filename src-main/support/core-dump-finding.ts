/** Whether a crash could leave the program's memory, secrets and all, in a file. */
import { t } from '../../src-shared/texts/translate';
import type { readCoreDumps } from '../core-dumps';
import type { Finding } from './finding';

export function coreDumpFinding(state: ReturnType<typeof readCoreDumps>, platform: NodeJS.Platform): Finding {
  const id = 'core-dumps';
  if (state === 'off')
    return {
      id,
      outcome: 'passed',
      detail: t('Core dumps are off for this program: a crash leaves no copy of its memory.'),
    };
  if (state === 'on')
    return {
      id,
      outcome: 'warning',
      detail: t('A crash may leave a core dump, a copy of this program’s memory with the secrets in it.'),
      fix: t('Install util-linux, whose prlimit the console uses to switch them off, or start it after: ulimit -c 0'),
    };
  return {
    id,
    outcome: 'passed',
    detail:
      platform === 'win32'
        ? t('Windows writes no dump of this program unless its registry says so; the console can’t switch them off.')
        : t('The system’s own default holds for core dumps, which is off; the console can’t switch them off itself.'),
  };
}
