/** The package as somebody gets it who knows nothing else of this repository: its types, its program, its licences. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProject } from './receptionist-project';

const root = path.resolve(import.meta.dirname, '../../..');
let folder: string;
let project: Awaited<ReturnType<typeof createProject>>;
const at = (name: string) => path.join(project.folder, name);
// What npm says of the project that the tests were started in would lead its own commands there.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, {
    cwd: project.folder,
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-package-'));
  project = await createProject(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the licence of each package whose code is in it goes with it', () => {
  const licences = readFileSync(path.join(project.installed, 'LICENCES.txt'), 'utf8');
  const parts = licences.split('-'.repeat(80)).slice(1);
  // The bundler says in its output where each part of the code is from.
  const code = readdirSync(project.installed)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(path.join(project.installed, name), 'utf8'))
    .join('\n');
  const bundled = [...code.matchAll(/^\/\/.*\bnode_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gm)].map(([, name]) => name);
  expect(bundled).toContain('zod');
  expect(parts.map((part) => part.trim().split(' ')[0])).toEqual([...new Set(bundled)].sort());
  for (const part of parts) expect(part).toMatch(/Permission is hereby granted|Redistribution and use/);
});

test('a TypeScript project compiles against its types, and is told what is no use of it', () => {
  symlinkSync(path.join(root, 'node_modules/@types'), at('node_modules/@types'), 'junction');
  /** What the compiler says of the backend and of this package: others are left out. */
  const compile = (source: string): string[] => {
    writeFileSync(at('backend.ts'), source);
    const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', types: ['node'] };
    writeFileSync(at('tsconfig.json'), JSON.stringify({ compilerOptions, files: ['backend.ts'] }));
    try {
      run(process.execPath, path.join(root, 'node_modules/typescript/bin/tsc'), '-p', '.');
      return [];
    } catch (thrown) {
      const lines = String(Reflect.get(Object(thrown), 'stdout')).split('\n');
      return lines.filter((line) => /^(?:backend\.ts|.*@voxanne\/)/.test(line));
    }
  };
  const backend = `
import { openReceptionist, ReceptionistError } from '@voxanne/receptionist';
const receptionist = await openReceptionist({ databaseUrl: '', keyFile: '', cacheFile: '' });
receptionist.on('stale', ({ ageMs, cause }) => console.warn(ageMs + 1, cause.code.length));
try {
  const { client, from } = await receptionist.twilio('clinic');
  const sid: string = (await client.messages.create({ from, to: '', body: '' })).sid;
  const { calendar, calendarId } = await receptionist.calendar('clinic');
  await calendar.events.insert({ calendarId, requestBody: { summary: sid } });
} catch (thrown) {
  if (thrown instanceof ReceptionistError) console.error(thrown.data.code, thrown.data.fix);
}
await receptionist.close();
`;
  expect(compile(backend)).toEqual([]);
  const wrong = backend.replace("keyFile: ''", 'keyFile: 1').replace("on('stale'", "on('old'");
  expect(compile(wrong).map((line) => /TS\d+/.exec(line)?.[0])).toEqual(expect.arrayContaining(['TS2322', 'TS2345']));
});

test('its program runs by its name', () => {
  run('npm', 'rebuild', '--offline', '--ignore-scripts', '@voxanne/receptionist');
  const words = run('npx', '--offline', '--no', 'voxanne-receptionist', 'init').trim().split(/\s+/);
  expect(words).toHaveLength(6);
  expect(existsSync(at('receptionist.key'))).toBe(true);
});
