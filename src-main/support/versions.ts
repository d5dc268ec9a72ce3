/** Which program this is, and what it runs on. */
import os from 'node:os';
import { isRehearsalVersion } from '../../src-shared/support/rehearsal';

/** One line, for `doctor`. */
export const versionWords = (version: string): string => {
  const { electron, node } = process.versions;
  const mark = isRehearsalVersion(version) ? ' (a rehearsal, never published)' : '';
  const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron} (Node ${node})`;
  return `This is Voxanne Console ${version}${mark}, on ${runtime}, ${process.platform} ${process.arch}.`;
};

/** For the support bundle. Names no person and no computer. */
export function versionLines(version: string): string[] {
  const { electron, chrome, node, v8 } = process.versions;
  const known = (name: string, value: string | undefined) => (value === undefined ? [] : [`${name}: ${value}`]);
  return [
    `Voxanne Console: ${version}${isRehearsalVersion(version) ? ' (a rehearsal, never published)' : ''}`,
    ...known('Electron', electron),
    ...known('Chromium', chrome),
    `Node: ${node}`,
    `V8: ${v8}`,
    `System: ${os.type()} ${os.release()}, ${process.platform} ${process.arch}`,
    `Memory: ${Math.round(os.totalmem() / 2 ** 30)} GB, processors: ${os.cpus().length}`,
    ...known('Session', process.env.XDG_SESSION_TYPE),
    ...known('Desktop', process.env.XDG_CURRENT_DESKTOP),
    `Language: ${Intl.DateTimeFormat().resolvedOptions().locale}, time zone: ` +
      `${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
  ];
}
