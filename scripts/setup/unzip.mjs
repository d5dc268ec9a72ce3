// @ts-check
// A small reader for ordinary zip files, so that set-up needs neither an
// external unzip nor a package that only others happen to depend on.
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIZE = 22;
const LOCAL_HEADER_SIZE = 30;
const STORED = 0;

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method
 * @property {number} packedSize
 * @property {number} size
 * @property {number} offset of the entry's local header
 * @property {number} mode Unix permissions; 0 when the zip has none
 */

/**
 * List what is in a zip file. Zip64 and encrypted files are not supported.
 * @param {number} fd
 * @returns {ZipEntry[]}
 */
function readEntries(fd) {
  const fileSize = fs.fstatSync(fd).size;
  // The end record is followed by a comment of up to 64 KiB.
  const tail = readAt(fd, Math.max(0, fileSize - END_SIZE - 0xffff), Math.min(fileSize, END_SIZE + 0xffff));
  let at = tail.length - END_SIZE;
  while (at >= 0 && tail.readUInt32LE(at) !== END_SIGNATURE) at -= 1;
  if (at < 0) throw new Error('This is not a zip file.');
  const directory = readAt(fd, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  /** @type {ZipEntry[]} */
  const entries = [];
  let position = 0;
  while (position + 46 <= directory.length && directory.readUInt32LE(position) === ENTRY_SIGNATURE) {
    const nameLength = directory.readUInt16LE(position + 28);
    entries.push({
      name: directory.toString('utf8', position + 46, position + 46 + nameLength),
      method: directory.readUInt16LE(position + 10),
      packedSize: directory.readUInt32LE(position + 20),
      size: directory.readUInt32LE(position + 24),
      offset: directory.readUInt32LE(position + 42),
      mode: (directory.readUInt32LE(position + 38) >>> 16) & 0o777,
    });
    position += 46 + nameLength + directory.readUInt16LE(position + 30) + directory.readUInt16LE(position + 32);
  }
  return entries;
}

/**
 * Unpack chosen entries into a folder.
 * @param {string} zipFile
 * @param {string} folder
 * @param {(name: string) => string | undefined} place where an entry goes, relative to the folder; `undefined` leaves
 * it out
 */
export async function unzip(zipFile, folder, place) {
  const fd = fs.openSync(zipFile, 'r');
  try {
    for (const entry of readEntries(fd)) {
      const relative = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (relative === undefined) continue;
      const target = path.resolve(folder, relative);
      if (!target.startsWith(path.resolve(folder) + path.sep))
        throw new Error(`Unsafe path in the zip file: ${entry.name}`);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, await contents(fd, entry), { mode: entry.mode & 0o111 ? 0o755 : 0o644 });
    }
  } finally {
    fs.closeSync(fd);
  }
}

/**
 * @param {number} fd
 * @param {ZipEntry} entry
 */
async function contents(fd, entry) {
  const header = readAt(fd, entry.offset, LOCAL_HEADER_SIZE);
  const start = entry.offset + LOCAL_HEADER_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readAt(fd, start, entry.packedSize);
  const data = entry.method === STORED ? packed : await inflate(packed);
  if (data.length !== entry.size) throw new Error(`Damaged zip entry: ${entry.name}`);
  return data;
}

/**
 * @param {number} fd
 * @param {number} position
 * @param {number} length
 */
function readAt(fd, position, length) {
  const buffer = Buffer.alloc(length);
  if (fs.readSync(fd, buffer, 0, length, position) !== length) throw new Error('The zip file is cut short.');
  return buffer;
}
