/**
 * Looks for damage in the write-ahead log, which SQLite ignores: it stops at the first invalid frame and treats the
 * rest as an unfinished transaction. That is right after a power cut, and a loss of committed changes after a flipped
 * bit.
 *
 * The two can be told apart. Every commit is synced before the next transaction starts, so a bad frame that belongs to
 * the last transaction may be a power cut, and one that has whole transactions behind it cannot be. The format:
 * https://sqlite.org/fileformat2.html#the_write_ahead_log
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;

/** Of the two magic numbers the odd one says that checksums were made from big-endian words. */
const magics = [0x377f0682, 0x377f0683];

type Sum = readonly [number, number];

function checksum([start0, start1]: Sum, bytes: Buffer, length: number, bigEndian: boolean): Sum {
  let s0 = start0;
  let s1 = start1;
  for (let at = 0; at < length; at += 8) {
    s0 = (s0 + (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + s1) >>> 0;
    s1 = (s1 + (bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + s0) >>> 0;
  }
  return [s0, s1];
}

const fits = ([s0, s1]: Sum, bytes: Buffer, at: number) =>
  bytes.readUInt32BE(at) === s0 && bytes.readUInt32BE(at + 4) === s1;

/**
 * True when committed changes in the log of `databaseFile` can no longer be read. False for no log, a sound one, or the
 * end of a power cut.
 */
export function isLogDamaged(databaseFile: string): boolean {
  const file = `${databaseFile}-wal`;
  if (!existsSync(file)) return false;
  const descriptor = openSync(file, 'r');
  try {
    return scan(descriptor, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}

function scan(descriptor: number, size: number): boolean {
  const header = Buffer.alloc(headerBytes);
  if (readSync(descriptor, header, 0, headerBytes, 0) < headerBytes) return false;
  const bigEndian = (header.readUInt32BE(0) & 1) === 1;
  const pageBytes = header.readUInt32BE(8);
  let sum = checksum([0, 0], header, 24, bigEndian);
  // The header is synced before the first frame: frames without a header that fits were orphaned by damage.
  if (!magics.includes(header.readUInt32BE(0)) || !fits(sum, header, 24))
    return size > headerBytes + frameHeaderBytes + 512;

  const salts = header.subarray(16, 24);
  const frame = Buffer.alloc(frameHeaderBytes + pageBytes);
  // Whether a bad frame was seen, and whether the transaction that it is part of has ended since.
  let bad = false;
  let ended = false;
  for (let at = headerBytes; at + frame.length <= size; at += frame.length) {
    if (readSync(descriptor, frame, 0, frame.length, at) < frame.length) break;
    const ofThisLog = frame.subarray(8, 16).equals(salts);
    const commits = frame.readUInt32BE(4) !== 0;
    if (bad) {
      if (ofThisLog && ended) return true;
      if (ofThisLog && commits) ended = true;
      continue;
    }
    const next = checksum(checksum(sum, frame, 8, bigEndian), frame.subarray(frameHeaderBytes), pageBytes, bigEndian);
    if (ofThisLog && fits(next, frame, 16)) {
      sum = next;
      continue;
    }
    bad = true;
    ended = commits;
  }
  return false;
}
