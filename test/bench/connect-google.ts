/**
 * Cold `Connect Google`: from the click to the link's hand-off to a browser, in a process that has used nothing of
 * Google yet, beside a bare script that does the same with Google's own package. A new client is asked at the token
 * endpoint first, by both; a stored one is not.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { compose } from '../../src-main/compose';
import { practiceSignInClients } from '../../src-main/simulator/google';
import { FakeKeyStore } from '../fakes/fake-key-store';
import { startGoogleServer } from './google-server';
import type { Pair } from './measure';

const latencyMs = 50;

const taskSchema = z.object({
  who: z.enum(['ours', 'bare']),
  client: z.enum(['new', 'stored']),
  origin: z.string(),
  fields: z.object({ clientId: z.string(), clientSecret: z.string() }),
  methodId: z.string(),
});
type Task = z.infer<typeof taskSchema>;

async function ours({ client, origin, fields, methodId }: Task): Promise<number> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bench-connect-'));
  const logger = { info: () => undefined, warn: () => undefined, fault: () => undefined };
  const workspace = await compose({
    platform: {
      profileDir: path.join(dir, 'profile'),
      actor: 'bench',
      version: '0.0.0',
      sqliteBinding: undefined,
      storageWorker: path.resolve('dist/main/storage-worker.cjs'),
      now: () => new Date(),
    },
    env: { VOXANNE_GOOGLE_URL: origin },
    keyStore: new FakeKeyStore(),
    publish: () => undefined,
    logger,
    practice: null,
  });
  try {
    const { organizations, storage } = workspace.services();
    const { id } = await organizations.add({ name: 'Bench', timeZone: 'UTC', country: 'US' });
    const note = { action: 'credential.added', outcome: 'succeeded', detail: '', simulated: true } as const;
    const stored = {
      provider: 'google',
      methodId,
      choice: null,
      metadata: {},
      accountKey: fields.clientId,
      keyHint: '',
      simulated: true,
    } as const;
    if (client === 'stored')
      await storage
        .forOrganization(id)
        .credentials.save({ ...stored, verifiedAt: null, expiresAt: null }, fields, [], note);
    // The page with the button has asked these services before.
    const { signIns } = await workspace.connections();
    const before = performance.now();
    let handedOff = Number.NaN;
    await signIns.start(
      {
        organizationId: id,
        provider: 'google',
        methodId,
        fields: client === 'new' ? fields : { clientId: '', clientSecret: '' },
        importId: null,
      },
      async () => {
        handedOff = performance.now();
        return true;
      },
    );
    return handedOff - before;
  } finally {
    await workspace.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function bare({ client, origin, fields }: Task): Promise<number> {
  const before = performance.now();
  const { auth } = await import('@googleapis/calendar');
  const options = {
    ...fields,
    endpoints: { oauth2TokenUrl: `${origin}/token`, oauth2AuthBaseUrl: `${origin}/o/oauth2/v2/auth` },
  };
  const server = createServer((_request, answer) => answer.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const oauth = new auth.OAuth2({
    ...options,
    redirectUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  const { codeVerifier, codeChallenge } = await oauth.generateCodeVerifierAsync();
  // What it answers to a code that does not exist tells whether it knows the client.
  if (client === 'new') await oauth.getToken({ code: 'none', codeVerifier }).catch(() => undefined);
  const link = oauth.generateAuthUrl({
    scope: ['openid'],
    access_type: 'offline',
    state: codeVerifier,
    code_challenge: codeChallenge ?? '',
  });
  const after = performance.now();
  server.close();
  if (!link.startsWith(origin)) throw new Error('no link');
  return after - before;
}

/** What a child process of this benchmark does: prints its milliseconds. */
export async function connectOnce(told: string): Promise<void> {
  const task = taskSchema.parse(JSON.parse(told));
  const ms = task.who === 'ours' ? await ours(task) : await bare(task);
  process.stdout.write(`${ms}\n`);
}

function timed(task: Task): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, process.argv.slice(1, 2), {
      env: { ...process.env, BENCH_CONNECT: JSON.stringify(task) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.on('close', (code) =>
      code === 0 ? resolve(Number(out)) : reject(new Error(`the child ended with ${code}`)),
    );
  });
}

export async function compareConnectGoogle(runs: number): Promise<Pair[]> {
  const known = practiceSignInClients().find(({ id }) => id === 'google.full');
  if (!known) throw new Error('no practice client');
  const server = await startGoogleServer(latencyMs);
  const fields = { clientId: known.fields.clientId ?? '', clientSecret: known.fields.clientSecret ?? '' };
  const pairs: Pair[] = [];
  try {
    for (const client of ['stored', 'new'] as const) {
      const name = `cold Connect Google to the browser, ${client} client`;
      const pair: Pair = {
        name,
        beside: 'a bare script with @googleapis/calendar',
        budget: 1,
        ours: [],
        theirs: [],
        unit: 'ms',
      };
      const task = { client, origin: server.origin, fields, methodId: known.methodId };
      for (let run = 0; run < runs + 1; run += 1) {
        const [mine, bares] = [await timed({ ...task, who: 'ours' }), await timed({ ...task, who: 'bare' })];
        // The first run reads files that are not in the system's cache yet.
        if (run === 0) continue;
        pair.ours.push(mine);
        pair.theirs.push(bares);
      }
      pairs.push(pair);
    }
  } finally {
    server.close();
  }
  return pairs;
}
