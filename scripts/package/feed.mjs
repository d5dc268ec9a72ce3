// @ts-check
// The feed of a version: what the program is built with to check one (`updates.json`), and what lies beside the
// packages for those who have an older one (`latest-linux.yml` and the like, with a signature). docs/releasing.md tells
// how.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT, writableCacheFolder } from '../setup/paths.mjs';
import { SetupError } from '../setup/say.mjs';

/** @typedef {{ publicKeys: string[], privateKey: crypto.KeyObject | null }} UpdateKeys */

/** The address that electron-builder.yml configures for releases; null when it configures none. @param {string} yml */
export function configuredFeed(yml) {
  const publish = /^publish:[ \t]*\n((?:[ \t]+.*\n?)+)/m.exec(yml)?.[1];
  if (publish === undefined) return null;
  const url = /^\s+url:\s*['"]?(https:\/\/[^\s'"]+)['"]?\s*$/m.exec(publish)?.[1];
  if (url === undefined || !/^\s+provider:\s*generic\s*$/m.test(publish))
    throw new SetupError('electron-builder.yml, publish: a feed is “provider: generic” with a “url” of https.');
  return url;
}

/** @param {crypto.KeyObject} key */
const spki = (key) => crypto.createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');

/** @param {string} pem @param {string} where */
function privateKeyOf(pem, where) {
  let key;
  try {
    key = crypto.createPrivateKey(pem);
  } catch {
    throw new SetupError(`${where} holds no private key in PEM form.`);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new SetupError(`The key in ${where} is not of the kind Ed25519.`);
  return key;
}

/** The key that the environment names, by its file or by itself. @param {NodeJS.ProcessEnv} env @param {string} root */
function configuredKey(env, root) {
  const file = env.VOXANNE_UPDATE_KEY_FILE;
  if (file) {
    if (!path.relative(root, fs.realpathSync(file)).startsWith('..'))
      throw new SetupError(
        'VOXANNE_UPDATE_KEY_FILE lies in the project. Keep the key where nothing is committed or packaged.',
      );
    return privateKeyOf(fs.readFileSync(file, 'utf8'), 'VOXANNE_UPDATE_KEY_FILE');
  }
  return env.VOXANNE_UPDATE_KEY ? privateKeyOf(env.VOXANNE_UPDATE_KEY, 'VOXANNE_UPDATE_KEY') : null;
}

/**
 * A rehearsal has a key of this computer's own, so that one rehearsal can be updated to the next.
 * @param {string} folder
 */
function rehearsalKey(folder) {
  const file = path.join(folder, 'rehearsal-update-key.pem');
  if (!fs.existsSync(file)) {
    const { privateKey } = crypto.generateKeyPairSync('ed25519');
    fs.writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600, flag: 'wx' });
  }
  return privateKeyOf(fs.readFileSync(file, 'utf8'), file);
}

/**
 * @param {object} options
 * @param {boolean} options.release
 * @param {string | null} options.feed
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.root]
 * @param {() => string} [options.cache]
 * @returns {UpdateKeys} of a release: the public keys in `build/update-key*.pub.pem`, and the private one when it is at
 * hand
 * @throws {SetupError} for a key that does not fit, and for a feed without one
 */
export function updateKeys({ release, feed, env = process.env, root = ROOT, cache = writableCacheFolder }) {
  const configured = configuredKey(env, root);
  if (!release) {
    const privateKey = configured ?? rehearsalKey(cache());
    return { publicKeys: [spki(privateKey)], privateKey };
  }
  const build = path.join(root, 'build');
  const publicKeys = fs
    .readdirSync(build)
    .filter((name) => /^update-key.*\.pub\.pem$/.test(name))
    .sort()
    .map((name) => {
      const key = crypto.createPublicKey(fs.readFileSync(path.join(build, name)));
      if (key.asymmetricKeyType !== 'ed25519') throw new SetupError(`build/${name} is not of the kind Ed25519.`);
      return key.export({ format: 'der', type: 'spki' }).toString('base64');
    });
  if (feed !== null && publicKeys.length === 0)
    throw new SetupError(
      'electron-builder.yml configures a feed, and there is no key to check it with: ' +
        'build/update-key.pub.pem (docs/releasing.md).',
    );
  if (configured !== null && !publicKeys.includes(spki(configured)))
    throw new SetupError('The private key fits none of build/update-key*.pub.pem: nobody could check what it signs.');
  return { publicKeys, privateKey: configured };
}

/** What the program is built with. @param {string} file @param {{ feed: string | null, publicKeys: string[] }} facts */
export const writeUpdateFacts = (file, { feed, publicKeys }) =>
  fs.writeFileSync(file, `${JSON.stringify({ feed, publicKeys }, null, 2)}\n`);

/**
 * The changelog's words for a version; those of what is not released yet for a rehearsal.
 * @param {string} changelog
 * @param {string} version
 */
export function notesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const name = version.includes('-') ? 'Unreleased' : version;
  const section =
    sections.find((text) => new RegExp(`^\\[?${name.replaceAll('.', '\\.')}\\]?(?:\\s|$)`).test(text)) ?? '';
  return section.split('\n').slice(1).join('\n').trim().slice(0, 6_000);
}

/**
 * The feed that a package is listed in: one for each system, and on Linux for each processor. null for other files.
 * @param {string} name
 */
function feedOf(name) {
  if (/\.(?:zip|dmg)$/.test(name)) return 'latest-mac.yml';
  if (name.endsWith('.exe')) return 'latest.yml';
  if (!/\.(?:deb|AppImage)$/.test(name)) return null;
  return /[-_]arm64\./.test(name) ? 'latest-linux-arm64.yml' : 'latest-linux.yml';
}

/**
 * Writes the feeds of the packages in a folder, each with its signature.
 * @param {object} options
 * @param {string} options.folder
 * @param {string} options.version
 * @param {string} options.notes
 * @param {Date} options.date
 * @param {crypto.KeyObject} options.privateKey
 * @returns {string[]} the feeds; empty when there is no package that could be offered
 */
export function writeFeeds({ folder, version, notes, date, privateKey }) {
  const names = fs.readdirSync(folder);
  const feeds = [...new Set(names.map(feedOf))].filter((feed) => feed !== null).sort();
  return feeds.map((feed) => {
    const packages = names.filter((name) => feedOf(name) === feed);
    return writeFeed({ file: path.join(folder, feed), packages, version, notes, date, privateKey });
  });
}

/**
 * @param {object} options
 * @param {string} options.file
 * @param {string[]} options.packages names of files beside it
 * @param {string} options.version
 * @param {string} options.notes
 * @param {Date} options.date
 * @param {crypto.KeyObject} options.privateKey
 */
function writeFeed({ file, packages, version, notes, date, privateKey }) {
  const lines = packages.sort().flatMap((name) => {
    const bytes = fs.readFileSync(path.join(path.dirname(file), name));
    const sha512 = crypto.createHash('sha512').update(bytes).digest('base64');
    return [`  - url: ${name}`, `    sha512: ${sha512}`, `    size: ${bytes.length}`];
  });
  const text = [
    `version: ${version}`,
    'files:',
    ...lines,
    `releaseDate: '${date.toISOString()}'`,
    // JSON is YAML.
    `releaseNotes: ${JSON.stringify(notes)}`,
    '',
  ].join('\n');
  writeSigned(file, text, privateKey);
  return file;
}

/** @param {string} file @param {string} text @param {crypto.KeyObject} privateKey */
function writeSigned(file, text, privateKey) {
  fs.writeFileSync(file, text);
  fs.writeFileSync(`${file}.sig`, `${crypto.sign(null, Buffer.from(text), privateKey).toString('base64')}\n`);
}

/**
 * Offers the version of a feed to a part of the computers, and signs it again.
 * @param {string} file
 * @param {number} percent 100 for all of them
 * @param {crypto.KeyObject} privateKey
 */
export function stageFeed(file, percent, privateKey) {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100)
    throw new SetupError('The share of computers is a whole number from 0 to 100.');
  const text = fs.readFileSync(file, 'utf8').replace(/^stagingPercentage: .*\n/m, '');
  writeSigned(file, percent === 100 ? text : `${text}stagingPercentage: ${percent}\n`, privateKey);
}
