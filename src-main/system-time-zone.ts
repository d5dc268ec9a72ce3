/**
 * The computer's own time zone, also where JavaScript does not know it: `TZ=:/etc/localtime` leaves it without a name.
 */
import { readFile, realpath } from 'node:fs/promises';
import { canonicalTimeZone } from '../src-shared/organizations/time-zone';

export type TimeZoneFiles = {
  /** A link into the system's folder of zones. */
  localtime: string;
  /** Its name as text, on Debian. */
  timezone: string;
};

const systemFiles: TimeZoneFiles = { localtime: '/etc/localtime', timezone: '/etc/timezone' };

/** The zone that a file of the system's folder of zones is for. */
async function zoneOfFile(file: string): Promise<string | null> {
  const target = await realpath(file).catch(() => file);
  const name = /zoneinfo(?:\.default)?\/(?:posix\/|right\/)?(.+)$/.exec(target)?.[1];
  return name === undefined ? null : canonicalTimeZone(name);
}

/** `TZ` as the C library reads it: a name or a path, with or without a colon before it. */
async function zoneOfVariable(value: string): Promise<string | null> {
  const plain = value.replace(/^:/, '').trim();
  if (plain === '') return null;
  return canonicalTimeZone(plain) ?? (plain.startsWith('/') ? zoneOfFile(plain) : null);
}

/** An IANA name; null when it can't be found, so that a person has to be asked. */
export async function systemTimeZone(
  env: Readonly<Record<string, string | undefined>>,
  files: TimeZoneFiles = systemFiles,
): Promise<string | null> {
  // Without a known zone, older runtimes say `Etc/Unknown` and newer ones nothing.
  const runtimes: string | undefined = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const ofRuntime = runtimes === undefined ? null : canonicalTimeZone(runtimes);
  if (ofRuntime !== null && env.TZ === undefined) return ofRuntime;
  const ofVariable = env.TZ === undefined ? null : await zoneOfVariable(env.TZ);
  if (ofVariable !== null) return ofVariable;
  if (ofRuntime !== null && ofRuntime !== 'UTC') return ofRuntime;
  const text = await readFile(files.timezone, 'utf8').catch(() => '');
  return (await zoneOfFile(files.localtime)) ?? canonicalTimeZone(text) ?? ofRuntime;
}
