/** Licences come from the file that packaging writes, else from what the build lists; none is lost on the way. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseLicences, readLicences } from '../../../../src-main/support/licences';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'voxanne-licences-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rule = '-'.repeat(80);
const packaged = [
  'Voxanne Console\n\nMIT License\n\nCopyright (c) Voxanne\n\n' +
    'The program contains the following software of others.\n\n',
  `${rule}\n@scope/one 1.2.3\nMIT\n\nFirst text.\n${rule}\nA rule of its own.\n\n`,
  `${rule}\ntwo 4.0.0-beta.1\nISC\n\nThe package names this licence and carries no text of it.\n`,
].join('');

test('the file of a package is read whole, with lines that licences draw themselves', () => {
  expect(parseLicences(packaged)).toEqual({
    own: 'MIT License\n\nCopyright (c) Voxanne',
    licences: [
      { name: '@scope/one', version: '1.2.3', licence: 'MIT', text: `First text.\n${rule}\nA rule of its own.` },
      { name: 'two', version: '4.0.0-beta.1', licence: 'ISC', text: '' },
    ],
  });
});

test('in a checkout the lists of the build are joined, each package once', () => {
  const file = (name: string, content: unknown) => {
    writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return path.join(folder, name);
  };
  const zod = { name: 'zod', version: '4.0.0', identifier: 'MIT', text: 'text' };
  const files = {
    packaged: path.join(folder, 'licences.txt'),
    built: [
      file('main.json', [zod, { name: 'agent', version: '1.0.0', identifier: null, text: null }]),
      file('page.json', [zod]),
      path.join(folder, 'absent.json'),
    ],
    own: file('LICENSE', 'MIT\n'),
  };
  const { own, licences } = readLicences(files);
  expect(own).toBe('MIT');
  expect(licences.map(({ name, licence }) => `${name} ${licence}`)).toEqual(['agent ', 'zod MIT']);
  file('licences.txt', packaged);
  expect(readLicences(files).licences).toHaveLength(2);
  expect(readLicences(files).own).toContain('Copyright');
});
