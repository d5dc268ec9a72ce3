import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemTimeZone } from '../../../src-main/system-time-zone';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'time-zone-'));
  // As where the runtime knows no zone, whatever the zone of the computer that tests.
  vi.stubEnv('TZ', 'UTC');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Files of a computer in Kolkata, as far as they are asked for. */
function filesOf({ link, text }: { link?: string; text?: string }) {
  const [localtime, timezone] = [path.join(folder, 'localtime'), path.join(folder, 'timezone')];
  if (link !== undefined) {
    const zone = path.join(folder, 'zoneinfo', link);
    mkdirSync(path.dirname(zone), { recursive: true });
    writeFileSync(zone, 'TZif2');
    symlinkSync(zone, localtime);
  }
  if (text !== undefined) writeFileSync(timezone, text);
  return { localtime, timezone };
}

describe('the computer’s time zone', () => {
  it('is read from TZ, by name or by path, with and without the colon', async () => {
    const files = filesOf({ link: 'Asia/Kolkata' });
    expect(await systemTimeZone({ TZ: 'Europe/Paris' }, files)).toBe('Europe/Paris');
    expect(await systemTimeZone({ TZ: ':Europe/Paris' }, files)).toBe('Europe/Paris');
    expect(await systemTimeZone({ TZ: 'US/Pacific' }, files)).toBe('America/Los_Angeles');
    expect(await systemTimeZone({ TZ: '/usr/share/zoneinfo/Europe/Paris' }, files)).toBe('Europe/Paris');
  });

  it('is the one that a link to the system’s zones leads to, where TZ has no name', async () => {
    const files = filesOf({ link: 'Asia/Calcutta', text: 'Europe/Berlin\n' });
    expect(await systemTimeZone({ TZ: `:${files.localtime}` }, files)).toBe('Asia/Kolkata');
    expect(await systemTimeZone({ TZ: 'CET-1CEST' }, files)).toBe('Asia/Kolkata');
  });

  it('is named by the text file where there is no link', async () => {
    expect(await systemTimeZone({ TZ: ':/etc/localtime-of-nobody' }, filesOf({ text: 'Europe/Kiev\n' }))).toBe(
      'Europe/Kyiv',
    );
  });
});
