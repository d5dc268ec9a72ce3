/** The feed that packaging writes is the one that the program accepts; its key is in no message. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  configuredFeed,
  notesOf,
  stageFeed,
  updateKeys,
  writeFeeds,
  writeUpdateFacts,
} from '../../../scripts/package/feed.mjs';
import { readFeed } from '../../../src-main/updates/feed';
import { programUpdates } from '../../../src-main/updates/program-updates';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'voxanne-feed-'));
  fs.mkdirSync(path.join(folder, 'root', 'build'), { recursive: true });
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const inFolder = (...parts: string[]) => path.join(folder, ...parts);
const keyPair = () => crypto.generateKeyPairSync('ed25519');
const pem = (key: crypto.KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString();
const keys = (over: Partial<Parameters<typeof updateKeys>[0]>) =>
  updateKeys({ release: false, feed: null, env: {}, root: inFolder('root'), cache: () => folder, ...over });
const signatureOf = (file: string) => fs.readFileSync(`${file}.sig`, 'utf8');

describe('a feed', () => {
  function made() {
    fs.writeFileSync(inFolder('voxanne-console_1.1.0_amd64.deb'), 'package');
    fs.writeFileSync(inFolder('licences.txt'), 'no package');
    const { publicKeys, privateKey } = keys({});
    if (privateKey === null) throw new Error('no key');
    const [file] = writeFeeds({
      folder,
      version: '1.1.0',
      notes: 'Faster: "list"\n- calmer',
      date: new Date(0),
      privateKey,
    });
    return { file: file ?? '', publicKeys, privateKey };
  }

  test('lists the packages and is accepted by the program that was built with its key', () => {
    const { file, publicKeys } = made();
    expect(path.basename(file)).toBe('latest-linux.yml');
    const feed = readFeed(fs.readFileSync(file), signatureOf(file), publicKeys);
    expect(feed).toMatchObject({ version: '1.1.0', releaseNotes: 'Faster: "list"\n- calmer' });
    expect(feed.files.map(({ url, size }) => [url, size])).toEqual([['voxanne-console_1.1.0_amd64.deb', 7]]);
  });

  test('of each system and, on Linux, processor lists its own packages; both Macs share one', () => {
    const { privateKey } = keyPair();
    const packages = {
      'latest-linux-arm64.yml': ['voxanne-console-1.1.0-linux-arm64.AppImage', 'voxanne-console_1.1.0_arm64.deb'],
      'latest-linux.yml': ['voxanne-console-1.1.0-linux-x86_64.AppImage', 'voxanne-console_1.1.0_amd64.deb'],
      'latest-mac.yml': ['voxanne-console-1.1.0-mac-arm64.zip', 'voxanne-console-1.1.0-mac-x64.zip'],
      'latest.yml': ['voxanne-console-1.1.0-win-x64.exe'],
    };
    const release = inFolder('release');
    fs.mkdirSync(release);
    for (const name of [...Object.values(packages).flat(), 'linux-unpacked.txt'])
      fs.writeFileSync(path.join(release, name), name);
    const made = writeFeeds({ folder: release, version: '1.1.0', notes: '', date: new Date(0), privateKey });
    const publicKey = crypto.createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
    const listed = made.map((file) => [
      path.basename(file),
      readFeed(fs.readFileSync(file), signatureOf(file), [publicKey]).files.map(({ url }) => url),
    ]);
    expect(Object.fromEntries(listed)).toEqual(packages);
  });

  test('is offered to a part of the computers and then to all, signed again each time', () => {
    const { file, publicKeys, privateKey } = made();
    stageFeed(file, 25, privateKey);
    expect(readFeed(fs.readFileSync(file), signatureOf(file), publicKeys).stagingPercentage).toBe(25);
    stageFeed(file, 100, privateKey);
    expect(readFeed(fs.readFileSync(file), signatureOf(file), publicKeys).stagingPercentage).toBeUndefined();
    expect(() => stageFeed(file, 101, privateKey)).toThrow('from 0 to 100');
  });

  test('is read back by the program from the file that it is built with', () => {
    const { publicKeys } = made();
    writeUpdateFacts(inFolder('updates.json'), { feed: 'https://updates.example/console', publicKeys });
    fs.writeFileSync(inFolder('package-type'), 'deb\n');
    expect(programUpdates({ version: '1.0.0', resources: folder }, {}, 'linux')).toEqual({
      version: '1.0.0',
      feed: 'https://updates.example/console',
      publicKeys,
      installedBy: 'deb',
      isPackaged: true,
      allowsLoopback: false,
    });
  });

  test('has no key that a package takes from the environment', () => {
    fs.writeFileSync(inFolder('other.json'), JSON.stringify({ feed: 'https://evil.example', publicKeys: ['x'] }));
    const env = { VOXANNE_UPDATES_FILE: inFolder('other.json') };
    expect(programUpdates({ version: '1.0.0', resources: folder }, env, 'linux')).toMatchObject({
      feed: null,
      publicKeys: [],
      installedBy: null,
    });
  });
});

describe('the key', () => {
  test('of rehearsals is made once on each computer, for its owner alone', () => {
    expect(keys({}).publicKeys).toEqual(keys({}).publicKeys);
    if (process.platform !== 'win32')
      expect(fs.statSync(inFolder('rehearsal-update-key.pem')).mode & 0o777).toBe(0o600);
  });

  test('of a release is named by the environment and fits a public key in the project', () => {
    const { privateKey, publicKey } = keyPair();
    fs.writeFileSync(inFolder('key.pem'), pem(privateKey));
    const release = { release: true, env: { VOXANNE_UPDATE_KEY_FILE: inFolder('key.pem') } };
    expect(() => keys(release)).toThrow('fits none');
    fs.writeFileSync(
      inFolder('root', 'build', 'update-key.pub.pem'),
      publicKey.export({ format: 'pem', type: 'spki' }),
    );
    expect(keys(release)).toMatchObject({ publicKeys: [expect.any(String)], privateKey: expect.anything() });
    expect(keys({ release: true })).toMatchObject({ publicKeys: [expect.any(String)], privateKey: null });
  });

  test('never lies in the project, and no failure shows it', () => {
    const text = pem(keyPair().privateKey);
    fs.writeFileSync(inFolder('root', 'key.pem'), text);
    expect(() => keys({ env: { VOXANNE_UPDATE_KEY_FILE: inFolder('root', 'key.pem') } })).toThrow(
      'lies in the project',
    );
    const damaged = text.replace('PRIVATE', 'PUBLIC');
    expect(() => keys({ env: { VOXANNE_UPDATE_KEY: damaged } })).toThrow(/^VOXANNE_UPDATE_KEY holds no private key/);
  });

  test('is there where a release configures a feed', () => {
    expect(() => keys({ release: true, feed: 'https://updates.example/' })).toThrow('build/update-key.pub.pem');
  });
});

test('the feed of releases is read from electron-builder.yml', () => {
  expect(configuredFeed('publish: null\nfiles:\n  - dist\n')).toBeNull();
  expect(configuredFeed('publish:\n  provider: generic\n  url: https://updates.example/console\nfiles: []\n')).toBe(
    'https://updates.example/console',
  );
  expect(() => configuredFeed('publish:\n  provider: github\n')).toThrow('provider: generic');
});

test('what is new comes from the changelog', () => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n- Soon\n\n## [1.1.0] - 2026-11-29\n\n- Faster\n\n## 1.0.0\n\n- First\n';
  expect(notesOf(changelog, '1.1.0')).toBe('- Faster');
  expect(notesOf(changelog, '1.1.0-rehearsal.7')).toBe('- Soon');
  expect(notesOf(changelog, '0.9.0')).toBe('');
});
