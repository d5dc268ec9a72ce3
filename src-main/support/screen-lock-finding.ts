/** Whether the console hears on this computer that its screen is locked. */
import { listOf } from '../../src-shared/list-words';
import { t } from '../../src-shared/texts/translate';
import type { Environment } from '../environment';
import { hasGdbus } from '../lock/linux-screen/gdbus';
import { isThere, screenSources } from '../lock/linux-screen/screen-sources';
import type { Finding } from './finding';

const id = 'screen-lock';
const withoutIt = () =>
  t('Choose a short time without use in Settings, and lock the console before you leave it: Ctrl+L.');

/** @param hasProgram whether the program that listens is installed */
export async function screenLockFinding(
  env: Environment,
  platform: NodeJS.Platform,
  hasProgram: () => boolean = hasGdbus,
): Promise<Finding> {
  if (platform !== 'linux')
    return { id, outcome: 'passed', detail: t('The system tells the console that its screen is locked.') };
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY)
    return { id, outcome: 'passed', detail: t('There is no desktop here, and so no window to lock.') };
  if (!hasProgram())
    return {
      id,
      outcome: 'warning',
      detail: t('A locked screen does not lock the console: the program that would hear of it, gdbus, is missing.'),
      fix: `${t('Install it (Debian and Ubuntu: libglib2.0-bin).')} ${withoutIt()}`,
    };
  const sources = await screenSources(env);
  const there = await Promise.all(sources.map((source) => isThere(env, source)));
  const names = [...new Set(sources.filter((_, at) => there[at]).map(({ name }) => name))];
  return names.length > 0
    ? {
        id,
        outcome: 'passed',
        detail: t('A locked screen locks the console. Who would tell of it: {names}.', { names: listOf(names) }),
      }
    : {
        id,
        outcome: 'warning',
        detail: t('A locked screen does not lock the console: nothing on this desktop tells of it.'),
        fix: withoutIt(),
      };
}
