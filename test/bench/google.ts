/**
 * Google beside a bare script with the same package: a token renewed and the week's free/busy read, both against one
 * server that takes its time.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCalendarService } from '../../src-main/calendar/calendar-service';
import { compose } from '../../src-main/compose';
import { createProviders } from '../../src-main/providers';
import { createGoogleClients } from '../../src-main/providers/google/google-clients';
import { createGoogleProvider } from '../../src-main/providers/google/google-provider';
import { practiceSignInClients } from '../../src-main/simulator/google';
import { FakeKeyStore } from '../fakes/fake-key-store';
import { signInAtPage } from '../integration/google/person';
import { storageWorker } from '../integration/storage/storage-worker';
import { startGoogleServer } from './google-server';
import type { Pair } from './measure';

const latencyMs = 50;

export async function compareGoogle(runs: number): Promise<Pair[]> {
  // Not at the top: other benchmarks measure a process that has not read it.
  const { auth, calendar } = await import('@googleapis/calendar');
  const client = practiceSignInClients().find(({ id }) => id === 'google.full');
  if (!client) throw new Error('no practice client');
  const server = await startGoogleServer(latencyMs);
  const dir = mkdtempSync(path.join(tmpdir(), 'bench-google-'));
  const platform = {
    profileDir: path.join(dir, 'profile'),
    actor: 'bench',
    version: '0.0.0',
    sqliteBinding: undefined,
    storageWorker,
    now: () => new Date(),
  };
  const silent = { info: () => undefined, warn: () => undefined, fault: () => undefined };
  const workspace = await compose({
    platform,
    env: { VOXANNE_GOOGLE_URL: server.origin },
    keyStore: new FakeKeyStore(),
    publish: () => undefined,
    logger: silent,
    practice: null,
  });
  const compared = { beside: 'a bare script with @googleapis/calendar', unit: 'ms' };
  const calls: Pair = {
    ...compared,
    name: `renew a token and read free/busy, ${latencyMs} ms away`,
    budget: 1,
    ours: [],
    theirs: [],
  };
  // What the script does not do: unseal the sign-in and lay the answer over the clinic's days.
  const week: Pair = {
    ...compared,
    name: 'the same for a clinic’s page, vault and days included',
    budget: null,
    ours: [],
    theirs: [],
  };
  try {
    const { organizations, storage } = workspace.services();
    const { signIns, credentials } = await workspace.connections();
    const { id } = await organizations.add({ name: 'Bench', timeZone: 'America/Los_Angeles', country: 'US' });
    const started = await signIns.start(
      {
        organizationId: id,
        provider: 'google',
        methodId: client.methodId,
        fields: { ...client.fields },
        importId: null,
      },
      null,
    );
    if (started.state !== 'waiting') throw new Error(`the sign-in is ${started.state}`);
    await signInAtPage(started.link);
    await signIns.waitFor(id, 'google');
    const record = await storage.forOrganization(id).credentials.find('google');
    const { fields } = await storage.forOrganization(id).credentials.open('google');
    const { refreshToken } = fields;
    if (!record?.choice || refreshToken === undefined) throw new Error('not signed in');
    const calendarId = record.choice;

    // As in a console that is open all day, and in a script that runs in a loop: connections stay, the token of the run
    // before is gone.
    const google = createGoogleClients({ redirect: server.origin });
    const service = createCalendarService({
      storage,
      providers: {
        ...createProviders(workspace.endpoints),
        google: createGoogleProvider(google),
      },
      credentials,
      endpoints: workspace.endpoints,
      platform,
    });
    const forget = () => google.tokens.forget(fields);
    const ourCalls = async () => {
      forget();
      const now = Date.now();
      return (await google.openCalendar({ fields })).freeBusy(
        calendarId,
        now,
        now + 7 * 86_400_000,
        'UTC',
        workspace.signal,
      );
    };
    const ourWeek = () => {
      forget();
      return service.busyWeek(id, workspace.signal);
    };
    const theirs = () => {
      const oauth = new auth.OAuth2({
        clientId: client.fields.clientId ?? '',
        clientSecret: client.fields.clientSecret ?? '',
        endpoints: { oauth2TokenUrl: `${server.origin}/token` },
      });
      oauth.setCredentials({ refresh_token: refreshToken });
      const now = Date.now();
      const query = {
        timeMin: new Date(now).toISOString(),
        timeMax: new Date(now + 7 * 86_400_000).toISOString(),
        items: [{ id: calendarId }],
      };
      return calendar({ version: 'v3', auth: oauth, rootUrl: `${server.origin}/` }).freebusy.query({
        requestBody: query,
      });
    };
    const time = async (work: () => Promise<unknown>) => {
      const before = performance.now();
      await work();
      return performance.now() - before;
    };
    for (let warm = 0; warm < 3; warm += 1) {
      for (const work of [ourCalls, theirs, ourWeek]) await work();
    }
    for (let run = 0; run < runs; run += 1) {
      calls.ours.push(await time(ourCalls));
      const beside = await time(theirs);
      calls.theirs.push(beside);
      week.theirs.push(beside);
      week.ours.push(await time(ourWeek));
    }
  } finally {
    await workspace.close();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  }
  return [calls, week];
}
