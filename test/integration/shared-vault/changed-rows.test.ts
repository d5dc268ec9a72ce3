/**
 * Rows of a shared vault with anything in them: a console that has joined and a receptionist read them, and each ends
 * with what is true or with a refusal that has a name. Nothing breaks, and nothing else is believed.
 *
 * `VOXANNE_TEST_CHANGED_ROWS=n` sets how many there are, `VOXANNE_SEED=n` repeats them.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { AppError } from '../../../src-shared/errors';
import { seededChance } from '../../fakes/chance';
import { saveCredential, secrets } from '../../unit/main/vault/profile';
import { startSharedVault, type TestConsole } from './consoles';
import { admitMachine } from './machines';

const chance = seededChance('changed rows');
const rounds = Number(process.env.VOXANNE_TEST_CHANGED_ROWS ?? 80);

let vault: Awaited<ReturnType<typeof startSharedVault>>;
let ben: TestConsole;
let owner: pg.Client;
let clinic: string;
let machine: Awaited<ReturnType<typeof admitMachine>>;

beforeAll(async () => {
  vault = await startSharedVault();
  ben = await vault.admit('Ben');
  clinic = await vault.anna.addClinic('Sunrise Dental');
  await saveCredential((await vault.anna.storage()).forOrganization(clinic));
  machine = await admitMachine(vault, 'Receptionist', [clinic]);
  await (await vault.anna.vouching()).vouch();
  await vault.anna.close();
  owner = new pg.Client({ connectionString: vault.place.url });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await vault?.close();
});

const pick = <T>(kind: string, from: readonly T[]): T => from[Math.floor(chance(kind) * from.length)] as T;
const odd = [
  ...['', ' ', 'null', '{}', '[]', '[[]]', '0', '-1', '1e999', '"', 'true', '\u{1f9b7}', 'é'.repeat(300)],
  ...['{"kind":"founded"}', '{"__proto__":{"scope":"all"}}', '0'.repeat(64), 'f'.repeat(128), 'x'.repeat(100_000)],
];
const uuids = ['00000000-0000-0000-0000-000000000000', '0190a0a0-0000-7000-8000-00000000000c'];

/** Texts, numbers, bytes: what may stand there in the place of what does. */
function spoiled(value: unknown): unknown {
  const at = (length: number) => Math.floor(chance('at') * length);
  if (typeof value === 'number') return pick('number', [value + 1, value - 1, 0, 2 ** 31 - 1, -(2 ** 31)]);
  if (typeof value === 'boolean') return !value;
  if (value === null) return pick('nothing', ['', 'x', 0]);
  if (Buffer.isBuffer(value)) {
    const flipped = Buffer.from(value);
    const place = at(value.length);
    flipped[place] = (flipped[place] ?? 0) ^ (1 << at(8));
    return pick('bytes', [flipped, value.subarray(0, place), Buffer.alloc(0), Buffer.concat([value, value])]);
  }
  if (value instanceof Date) return new Date(value.getTime() + pick('time', [-1, 1]) * 86_400_000);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^[0-9a-f-]{36}$/.test(text)) return pick('id', uuids);
  const place = at(text.length);
  return pick('text', [
    text.slice(0, place),
    `${text.slice(0, place)}${pick('letter', ['0', 'f', '"', '\\', '}', ','])}${text.slice(place + 1)}`,
    text + text,
    pick('odd', odd),
  ]);
}

const tables = [
  ...['membership_log', 'membership_log', 'deliveries', 'deliveries', 'delivery_heads', 'clinic_keys'],
  ...['organization_api_credentials', 'organization_api_credentials', 'audit_log', 'readiness_checks'],
];
const named = /^(?:shared-vault|vault|receptionist|storage|credentials)\./;

/** What it opens: the true token, or the code of a refusal. Anything else is thrown on. */
async function ends(work: () => Promise<string | undefined>): Promise<string> {
  try {
    const token = await work();
    expect(token).toBe(secrets.authToken);
    return 'true';
  } catch (thrown) {
    if (thrown instanceof AppError && named.test(thrown.data.code)) return thrown.data.code;
    throw thrown;
  }
}
const byConsole = async () => {
  await ben.close();
  const storage = await ben.storage();
  await storage.organizations.overviews();
  await storage.audit.verify();
  await (await ben.standing()).machines();
  return (await storage.forOrganization(clinic).credentials.open('twilio')).fields.authToken;
};
let opened = 0;
const byMachine = async () => {
  opened += 1;
  const receptionist = await openReceptionist({ ...machine, cacheFile: vault.at(`${opened}.cache`), pollMs: 60_000 });
  try {
    return await receptionist.use(clinic, 'twilio', async ({ fields }) => fields.authToken);
  } finally {
    await receptionist.close();
  }
};

test(
  `${rounds} changed rows are refused by name, or change nothing`,
  async () => {
    const ended = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      const table = pick('table', tables);
      const { rows } = await owner.query<{ ctid: string }>(`SELECT ctid::text, * FROM voxanne.${table}`);
      const row = pick('row', rows);
      const { ctid, ...columns } = row as { ctid: string } & Record<string, unknown>;
      const [column, value] = pick('column', Object.entries(columns));
      const now = spoiled(value);
      await owner.query(`CREATE TABLE public.kept AS SELECT * FROM voxanne.${table}`);
      const what = `${table}.${column}: ${String(now).slice(0, 80)}`;
      try {
        // What the database itself refuses can't be put there by anybody.
        const isThere = await owner
          .query(`UPDATE voxanne.${table} SET ${column} = $1 WHERE ctid = $2`, [now, ctid])
          .then(() => true)
          .catch(() => false);
        if (!isThere) continue;
        for (const by of [byConsole, byMachine])
          await ends(by).then(
            (end) => ended.set(end, (ended.get(end) ?? 0) + 1),
            (thrown) => {
              throw new Error(`${what}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
            },
          );
      } finally {
        await owner.query(`DELETE FROM voxanne.${table}`);
        await owner.query(`INSERT INTO voxanne.${table} SELECT * FROM public.kept`);
        await owner.query('DROP TABLE public.kept');
      }
    }
    // The server answered each time.
    for (const away of ['receptionist.database-out-of-reach', 'shared-vault.unreachable'])
      expect([...ended.keys()]).not.toContain(away);
    expect(await ends(byConsole)).toBe('true');
    expect(await ends(byMachine)).toBe('true');
    console.info(`changed rows: ${JSON.stringify([...ended].sort())}`);
  },
  60_000 + rounds * 3_000,
);
