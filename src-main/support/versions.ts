/** Which program this is, and what it runs on. */

import os from 'node:os';
import { isRehearsalVersion } from '../../src-shared/support/rehearsal';
import { t } from '../../src-shared/texts/translate';

const marked = (version: string) =>
  isRehearsalVersion(version) ? t('{version} (a rehearsal, never published)', { version }) : version;

/** One line, for `doctor`. */
export const versionWords = (version: string): string => {
  const { electron, node } = process.versions;
  const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron} (Node ${node})`;
  return t('This is Voxanne Console {version}, on {runtime}, {platform} {arch}.', {
    version: marked(version),
    runtime,
    platform: process.platform,
    arch: process.arch,
  });
};

/** For the support bundle. Names no person and no computer. */
export function versionLines(version: string): string[] {
  const { electron, chrome, node, v8 } = process.versions;
  const known = (name: string, value: string | undefined) => (value === undefined ? [] : [`${name}: ${value}`]);
  return [
    `Voxanne Console: ${marked(version)}`,
    ...known('Electron', electron),
    ...known('Chromium', chrome),
    `Node: ${node}`,
    `V8: ${v8}`,
    `${t('System')}: ${os.type()} ${os.release()}, ${process.platform} ${process.arch}`,
    t('Memory: {gigabytes} GB, processors: {processors}', {
      gigabytes: Math.round(os.totalmem() / 2 ** 30),
      processors: os.cpus().length,
    }),
    ...known(t('Session'), process.env.XDG_SESSION_TYPE),
    ...known(t('Desktop'), process.env.XDG_CURRENT_DESKTOP),
    t('Language: {locale}, time zone: {timeZone}', {
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  ];
}
