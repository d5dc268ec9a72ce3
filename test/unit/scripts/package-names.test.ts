import { describe, expect, test } from 'vitest';
import { choosePackages, parseAptPolicy, parseLdconfig, WINDOW_NEEDS } from '../../../scripts/setup/package-names.mjs';

const need = (packages: string[]) => ({ what: 'x', kind: 'library' as const, packages, why: 'Electron' });

describe('choosing package names', () => {
  test('takes the first name that the release has', () => {
    expect(
      choosePackages([need(['libgtk-3-0t64', 'libgtk-3-0'])], new Set(['libgtk-3-0t64', 'libgtk-3-0'])).packages,
    ).toEqual(['libgtk-3-0t64']);
    expect(choosePackages([need(['libgtk-3-0t64', 'libgtk-3-0'])], new Set(['libgtk-3-0'])).packages).toEqual([
      'libgtk-3-0',
    ]);
  });

  test('names a package once, and reports what nothing provides', () => {
    const lost = need(['nowhere']);
    expect(choosePackages([need(['dbus']), need(['dbus']), lost], new Set(['dbus']))).toEqual({
      packages: ['dbus'],
      unknown: [lost],
    });
  });

  test('every library of a window has a name on Debian 12 and on Ubuntu 24.04', () => {
    for (const { packages } of WINDOW_NEEDS) {
      expect(packages.at(-1)).not.toMatch(/t64$/);
    }
  });
});

test('reads the libraries of this architecture from ldconfig', () => {
  const text = [
    "3 libs found in cache `/etc/ld.so.cache'",
    '\tlibnss3.so (libc6,x86-64) => /lib/x86_64-linux-gnu/libnss3.so',
    '\tlibgbm.so.1 (libc6) => /lib/i386-linux-gnu/libgbm.so.1',
    '\tlibXss.so.1 (libc6,AArch64) => /lib/aarch64-linux-gnu/libXss.so.1',
  ].join('\n');
  expect([...parseLdconfig(text, 'x64')]).toEqual(['libnss3.so']);
  expect([...parseLdconfig(text, 'arm64')]).toEqual(['libXss.so.1']);
});

test('a package that is only mentioned by others cannot be installed', () => {
  const text =
    'libgtk-3-0:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\nlibgtk-3-0t64:\n' +
    '  Installed: (none)\n  Candidate: 3.24.41-4\n  Version table:\n';
  expect([...parseAptPolicy(text)]).toEqual(['libgtk-3-0t64']);
});
