/**
 * The package @voxanne/receptionist of this release, from its tarball in an empty project with nothing of this
 * checkout, on the oldest Node that it works on and on the newest that is at hand.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installTarball } from '../../scripts/package/receptionist.mjs';
import { findNode } from '../../scripts/setup/older-node.mjs';
import { program, root } from './package-once';

const output = path.join(root, 'release/rehearsal');
const tarball = path.join(
  output,
  readdirSync(output).find((name) => /^voxanne-receptionist-.*\.tgz$/.test(name)) ?? '',
);
const oldest = await findNode(20);
if ('missing' in oldest) console.warn(`Left out: ${oldest.missing}.`);
const nodes = [
  { version: process.version, node: process.execPath },
  ...('missing' in oldest ? [] : [{ version: oldest.version, node: oldest.node }]),
];

let folder: string;
/** In a project with everything; and in one without the optional packages. */
let full: string;
let bare: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'voxanne-tarball-'));
  [full, bare] = [path.join(folder, 'full'), path.join(folder, 'bare')];
  for (const [project, peers] of [
    [full, undefined],
    [bare, []],
  ] as const) {
    mkdirSync(project);
    writeFileSync(path.join(project, 'package.json'), '{"private":true}');
    installTarball(tarball, project, peers === undefined ? {} : { peers });
    cpSync(path.join(root, 'node_modules/@types/node'), path.join(project, 'node_modules/@types/node'), {
      recursive: true,
    });
    cpSync(path.join(root, 'node_modules/undici-types'), path.join(project, 'node_modules/undici-types'), {
      recursive: true,
    });
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installedFile = (name: string) =>
  readFileSync(path.join(full, 'node_modules/@voxanne/receptionist', name), 'utf8');

test('it has the version of the console that it was packed with', () => {
  const archive = path.join(program().resources, 'app.asar');
  const { version } = JSON.parse(extractFile(archive, 'package.json').toString()) as { version: string };
  expect(JSON.parse(installedFile('package.json'))).toMatchObject({ name: '@voxanne/receptionist', version });
  expect(path.basename(tarball)).toBe(`voxanne-receptionist-${version}.tgz`);
});

test('it stands in the list of the release, with its sum', () => {
  const sum = createHash('sha256').update(readFileSync(tarball)).digest('hex');
  const lines = readFileSync(path.join(output, 'SHA256SUMS'), 'utf8').split('\n');
  expect(lines).toContain(`${sum}  ${path.basename(tarball)}`);
});

test('it holds its code, types, documents, licences and the list of its components, and nothing else', () => {
  const names = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
  const told = names.map((name) => name.replace(/^package\//, '').replace(/^shared-[\w-]+\.js$/, 'shared.js'));
  expect([...new Set(told)].sort()).toEqual(
    [
      ...['command.js', 'index.d.ts', 'index.js', 'shared.js'],
      ...['LICENCES.txt', 'LICENSE', 'README.md', 'package.json', 'sbom.cdx.json'],
    ].sort(),
  );
  type Component = { name: string; version: string; scope: string };
  const { components } = JSON.parse(installedFile('sbom.cdx.json')) as { components: Component[] };
  const licences = installedFile('LICENCES.txt');
  for (const { name, version, scope } of components)
    expect(licences.includes(`\n${name} ${version}\n`), name).toBe(scope === 'required');
  expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['zod', 'pg', '@hpke/core']));
});

describe.each(nodes)('on Node $version', ({ node }) => {
  const run = (project: string, file: string, text: string) => {
    writeFileSync(path.join(project, file), text);
    return execFileSync(node, ['--disable-warning=ExperimentalWarning', file], { cwd: project, encoding: 'utf8' });
  };
  /** What it says where there is no key file yet. */
  const open = `open({ databaseUrl: 'postgres://x@127.0.0.1/x', keyFile: 'none.key', cacheFile: 'none.cache' })
    .then(() => 'opened', (thrown) => \`\${thrown instanceof ReceptionistError} \${thrown.data.code}\`)
    .then((text) => console.log(text))`;

  test.each(['full', 'bare'])('a module imports it, in a project that is %s', (which) => {
    const project = which === 'full' ? full : bare;
    const text = `import { openReceptionist as open, ReceptionistError } from '@voxanne/receptionist';\n${open}`;
    expect(run(project, 'consumer.mjs', text).trim()).toBe('true receptionist.key-file');
  });

  test('a CommonJS file requires it, and may import it', () => {
    const required = `const { openReceptionist: open, ReceptionistError } = require('@voxanne/receptionist');\n${open}`;
    expect(run(full, 'required.cjs', required).trim()).toBe('true receptionist.key-file');
    const imported = `import('@voxanne/receptionist').then(({ openReceptionist: open, ReceptionistError }) => ${open})`;
    expect(run(full, 'imported.cjs', imported).trim()).toBe('true receptionist.key-file');
  });

  test('its program makes keys once, and says what is missing with a code', () => {
    const command = (...args: string[]) =>
      spawnSync(node, ['node_modules/@voxanne/receptionist/command.js', ...args], { cwd: bare, encoding: 'utf8' });
    const keyFile = `${path.basename(node)}-${nodes.findIndex((one) => one.node === node)}.key`;
    expect(command('init', '--key-file', keyFile).stdout.trim().split(' ')).toHaveLength(6);
    const again = command('init', '--key-file', keyFile);
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('Code: receptionist.key-file')]);
    const early = command('check', '--key-file', keyFile);
    expect([early.status, early.stderr]).toEqual([1, expect.stringContaining('Code: receptionist.vault-not-known')]);
  });

  test('the example works with it from the first text to the revocation', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['scripts/example.mjs', '--package', tarball, '--node', node],
      { cwd: root, encoding: 'utf8' },
    );
    expect([status, stderr.split('\n').filter((line) => /Error/.test(line))]).toEqual([0, []]);
    expect(stdout).toContain('receptionist.revoked: ');
    expect(stdout).toContain('Done. ');
  });
});

const texting = "const sid: string = (await client.messages.create({ from, to: '', body: '' })).sid; console.log(sid);";

const backend = (isAll: boolean) => `
import { openReceptionist, ReceptionistError, type Receptionist } from '@voxanne/receptionist';
export async function main(): Promise<void> {
  const receptionist: Receptionist = await openReceptionist({ databaseUrl: '', keyFile: '', cacheFile: '' });
  const token: string | undefined = await receptionist.use('clinic', 'twilio', async ({ fields }) => fields.authToken);
  receptionist.on('stale', ({ ageMs, cause }) => console.warn(ageMs + 1, cause.code.length, token));
  try {
    const { client, from } = await receptionist.twilio('clinic');
    ${isAll ? texting : 'console.log(client, from);'}
  } catch (thrown) {
    if (thrown instanceof ReceptionistError) console.error(thrown.data.code, thrown.data.fix);
  }
  await receptionist.close();
}
`;
const projects = [
  { kind: 'a module, as Node resolves', file: 'ours.mts', module: 'nodenext', moduleResolution: 'nodenext' },
  { kind: 'CommonJS, as Node resolves', file: 'ours.cts', module: 'nodenext', moduleResolution: 'nodenext' },
  { kind: 'for a bundler', file: 'ours.ts', module: 'esnext', moduleResolution: 'bundler' },
];

describe.each(projects)(
  'TypeScript, $kind, checking the types of packages too',
  ({ file, module, moduleResolution }) => {
    const compile = (project: string, source: string): string => {
      writeFileSync(path.join(project, file), source);
      const compilerOptions = {
        ...{ module, moduleResolution, strict: true, noEmit: true, skipLibCheck: false, target: 'es2022' },
        types: ['node'],
      };
      writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
      const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
      return spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: project, encoding: 'utf8' }).stdout;
    };
    const ours = (said: string) => said.split('\n').filter((line) => /^ours\.|@voxanne/.test(line));

    test('with the packages of the providers', () => {
      expect(ours(compile(full, backend(true)))).toEqual([]);
      expect(ours(compile(full, backend(true).replace('ageMs + 1', 'ageMs.old')))[0]).toMatch(/TS2339/);
    });
    test('without them', () => expect(compile(bare, backend(false))).toBe(''));
  },
);

test('a bundler makes one file of a backend with it, which still finds what was left out', async () => {
  const { rolldown } = await import('rolldown');
  writeFileSync(path.join(bare, 'entry.mjs'), "export * from '@voxanne/receptionist';");
  const bundle = await rolldown({
    input: path.join(bare, 'entry.mjs'),
    platform: 'node',
    cwd: bare,
    logLevel: 'silent',
  });
  await bundle.write({ dir: path.join(bare, 'bundled'), codeSplitting: false });
  await bundle.close();
  expect(existsSync(path.join(bare, 'bundled/entry.js'))).toBe(true);
  writeFileSync(
    path.join(bare, 'bundled/main.mjs'),
    "import { ReceptionistError } from './entry.js';\nconsole.log(ReceptionistError.name);",
  );
  const said = execFileSync(process.execPath, [path.join(bare, 'bundled/main.mjs')], {
    encoding: 'utf8',
    cwd: tmpdir(),
  });
  expect(said.trim()).toMatch(/Error$/);
});
