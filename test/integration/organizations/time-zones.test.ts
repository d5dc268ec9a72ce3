/**
 * A clinic's time zone is stored as providers take it, and a stored one that they refuse is named before anybody is
 * asked.
 */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCalendarService } from '../../../src-main/calendar/calendar-service';
import { endpointsAt } from '../../fakes/endpoints';
import { codeOf } from '../../unit/main/vault/profile';
import { json, runCli } from '../google/cli';
import { type Console, openConsole } from '../google/clinic';

const newFolder = () => mkdtempSync(path.join(tmpdir(), 'voxanne-zones-'));

describe('the command line', () => {
  test('refuses an offset and says why', async () => {
    const ran = await runCli(newFolder(), ['organizations', 'add', 'A', '--time-zone', '+05:30', '--json'], {});
    expect(ran.code).toBe(2);
    expect(json(ran)).toMatchObject({ error: { code: 'organization.time-zone-unknown' } });
    expect(ran.stderr).toContain('offset from UTC');
  });

  test.each([
    ['america/new_york', 'America/New_York'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Etc/UTC', 'UTC'],
  ])('stores %s as %s', async (typed, stored) => {
    const ran = await runCli(newFolder(), ['organizations', 'add', 'A', '--time-zone', typed, '--json'], {});
    expect(json(ran)).toMatchObject({ organization: { timeZone: stored } });
  });

  test('names the zone that was meant', async () => {
    const ran = await runCli(newFolder(), ['organizations', 'add', 'A', '--time-zone', 'new_york'], {});
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('Did you mean America/New_York?');
  });

  test('takes the computer’s zone from its files where TZ has no name', async () => {
    const ran = await runCli(newFolder(), ['organizations', 'add', 'A', '--json'], { TZ: ':/etc/localtime' });
    expect(ran).toMatchObject({ code: 0 });
    expect(json(ran)).toMatchObject({ organization: { timeZone: expect.stringMatching(/^(UTC|\w+\/.+)$/) } });
  });
});

describe('a zone that an older version stored', () => {
  async function connectedIn(timeZone: string): Promise<{ console: Console; clinic: string }> {
    const console = await openConsole();
    const clinic = await console.addClinic();
    await console.connect(clinic);
    await console.storage.organizations.update(clinic, { timeZone }, null);
    return { console, clinic };
  }
  const calendarOf = (console: Console) =>
    createCalendarService({
      storage: console.storage,
      providers: console.providers,
      credentials: console.credentials,
      endpoints: endpointsAt({ google: console.simulator.origin }),
      platform: { now: () => new Date() } as never,
    });

  test('is named by the calendar test and the picture of the week; Google is not asked with it', async () => {
    const { console, clinic } = await connectedIn('+05:30');
    const ended = await console.runTest(clinic);
    expect(ended?.steps.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'calendar-list passed',
      'free-busy failed',
      'event-create skipped',
      'event-visible skipped',
      'event-remove skipped',
    ]);
    expect(ended?.steps[1]?.error).toMatchObject({
      code: 'organization.time-zone-unknown',
      fix: expect.stringContaining('Edit clinic'),
    });
    expect(await codeOf(calendarOf(console).busyWeek(clinic, console.signal))).toBe('organization.time-zone-unknown');
  });

  test('is used under its proper name where it has one', async () => {
    const { console, clinic } = await connectedIn('america/new_york');
    expect((await calendarOf(console).busyWeek(clinic, console.signal)).timeZone).toBe('America/New_York');
  });
});
