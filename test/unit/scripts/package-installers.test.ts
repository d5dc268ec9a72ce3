/** What is made beside the .deb, and how the program is called from a terminal on each system. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { INSTALLERS, isCached, planInstallers } from '../../../scripts/package/installers.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-installers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('installers', () => {
  const nothing = { fetch: false, has: () => false };
  test.each([
    ['linux', '--linux AppImage'],
    ['win32', '--win nsis'],
    ['darwin', '--mac dmg zip'],
  ])('of %s are all made by a release', (platform, made) => {
    expect(planInstallers(platform, { ...nothing, fetch: true })).toEqual({ arguments: made.split(' '), missing: [] });
  });
  test('are made by a rehearsal where their tools are, and named with what is missing where not', () => {
    const { arguments: made, missing } = planInstallers('darwin', {
      fetch: false,
      has: (tool) => tool === '7zip@1.0.0',
    });
    expect(made).toEqual(['--mac', 'zip']);
    expect(missing).toEqual(['Not made: dmg. Missing: dmg-builder@1.2.5.']);
    expect(planInstallers('linux', nothing).arguments).toEqual([]);
  });
  test('have their tools under the names that electron-builder uses', () => {
    const sources = globSync('node_modules/{app-builder-lib/out/toolsets,dmg-builder/out}/*.js').map((file) =>
      readFileSync(file, 'utf8'),
    );
    for (const tool of Object.values(INSTALLERS).flatMap((all) => all.flatMap(({ tools }) => tools)))
      expect(sources.join('\n')).toMatch(new RegExp(`["'\`]${tool.replaceAll('.', '\\.')}["'\`]`));
  });
  test('a tool is there when its download was completed, and not when it was broken off', () => {
    const env = { ELECTRON_BUILDER_CACHE: folder };
    const tool = path.join(folder, 'appimage-12.0.1');
    mkdirSync(path.join(tool, 'appimage-12.0.1-abcde'), { recursive: true });
    expect(isCached('appimage-12.0.1', env)).toBe(false);
    writeFileSync(path.join(tool, 'appimage-12.0.1-abcde.state'), '{"state":"complete"}');
    expect(isCached('appimage-12.0.1', env)).toBe(true);
    expect(isCached('nsis-3.0.4.1', env)).toBe(false);
  });
});

describe('from a terminal', () => {
  test.skipIf(process.platform === 'win32')('on macOS, also through a link and from a path with spaces', () => {
    const contents = path.join(folder, 'My Apps', 'Voxanne Console.app', 'Contents');
    for (const name of ['MacOS', 'Resources']) mkdirSync(path.join(contents, name), { recursive: true });
    const program = path.join(contents, 'MacOS', 'Voxanne Console');
    writeFileSync(program, '#!/bin/sh\nprintf "%s|" "$@"\nexit 3\n');
    const script = path.join(contents, 'Resources', 'voxanne-console');
    copyFileSync('build/macos/voxanne-console.sh', script);
    for (const file of [program, script]) chmodSync(file, 0o755);
    const link = path.join(folder, 'voxanne-console');
    symlinkSync(path.relative(folder, script), link);
    const printed = execFileSync('sh', ['-c', '"$0" --cli organizations add "Dr. Müller" || echo "($?)"', link]);
    expect(printed.toString()).toBe('--cli|organizations|add|Dr. Müller|(3)\n');
  });
  test('on Windows a command is waited for, and its exit code passed on', () => {
    const script = readFileSync('build/windows/voxanne-console.cmd', 'utf8');
    expect(script).toContain('start "" /b /wait "%~dp0..\\Voxanne Console.exe" %*\r\nexit /b %ERRORLEVEL%\r\n');
    expect(script.replaceAll('\r\n', '')).not.toContain('\n');
  });
  test('on Windows the installer puts it on the path, and the removal takes it away', () => {
    const settings = readFileSync('electron-builder.yml', 'utf8');
    expect(settings).toContain('  include: build/windows/installer.nsh\n');
    expect(settings).toContain('  oneClick: true\n  perMachine: false\n');
    const script = readFileSync('build/windows/installer.nsh', 'utf8');
    expect(script).toMatch(/!macro customInstall[^!]*FileOpen \$0 "\$\{CONSOLE_COMMAND\}" w/);
    expect(script).toMatch(/!macro customUnInstall\s+Delete "\$\{CONSOLE_COMMAND\}"/);
  });
});
