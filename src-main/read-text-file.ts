/** Reads a small text file that a person chose or named. It is only read, never written. */

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { textOfBytes } from '../src-shared/credentials/text-bytes';
import { AppError } from '../src-shared/errors';
import { t } from '../src-shared/texts/translate';

/** A settings file has a few lines. */
const settingsBytes = 256 * 1024;

/** Certificates of authorities: a system's own bundle has 220 KB, one with its comments 1 MB. Also what holds them. */
export const certificatesBytes = 4 * 1024 * 1024;

const isStandardInput = (file: string) => ['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'].includes(file);

/** What this program was started with: standard input, `<(op read …)`. Nobody can begin to write to it later. */
const isInherited = (file: string) => file === '/dev/stdin' || /^\/(?:dev|proc\/self)\/fd\/\d+$/.test(file);

/** Standard input by its usual short name. On Windows it has no path. */
const dash = '-';

/** What a file that was named on the command line is called in a sentence. */
export const shownFile = (file: string): string => (file === dash ? t('Standard input') : file);

const unreadable = (name: string, message: string, cause: string) =>
  new AppError({
    code: 'import.unreadable',
    message,
    cause,
    fix: t('Check {name} and choose it again, or paste the values by hand.', { name }),
    retryable: false,
  });

const tooLarge = (name: string, maxBytes: number) =>
  maxBytes === settingsBytes
    ? unreadable(
        name,
        t('{name} is too large for a settings file.', { name }),
        t('A settings file has a few lines; this has more than 256 KB.'),
      )
    : unreadable(name, t('{name} is too large.', { name }), t('It has more than 4 MB.'));

/** How long a pipe may take to give what it holds: a password manager may ask its owner first. */
const pipeDeadlineMs = 60_000;

/**
 * Everything that comes out of a pipe until its end. Without blocking: a pipe that nobody writes to would hold the
 * program until it is killed.
 * @param mayBegin an end before the first byte is a writer that has not come yet
 */
async function readPipe(handle: FileHandle, mayBegin: boolean, signal: AbortSignal, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let size = 0; size <= maxBytes; ) {
    signal.throwIfAborted();
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.alloc(16_384) }).catch((thrown: unknown) => {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EAGAIN')
        return { bytesRead: -1, buffer: null };
      throw thrown;
    });
    if (buffer !== null && bytesRead > 0) {
      chunks.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
    } else if (bytesRead === 0 && (size > 0 || !mayBegin)) break;
    else await setTimeout(20, undefined, { signal });
  }
  return Buffer.concat(chunks);
}

/**
 * The text of a file that a person chose: a plain one that is not too large. A pipe (`<(op read …)`, `/dev/stdin`) is
 * read to its end.
 * @param signal ends the waiting for a pipe
 * @param name of the file, for what is said about it
 * @param maxBytes a larger file is none of this kind
 * @throws AppError `import.unreadable`; what `signal` was aborted with
 */
export async function readTextFile(
  file: string,
  signal?: AbortSignal,
  name = path.basename(file),
  maxBytes = settingsBytes,
): Promise<string> {
  if (file === dash) return readTextFile('/dev/stdin', signal, shownFile(file), maxBytes);
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (!handle)
    throw unreadable(
      name,
      t('{name} could not be opened.', { name }),
      t('It does not exist, or this user may not read it.'),
    );
  let text: string;
  try {
    const stat = await handle.stat();
    const isPipe = stat.isFIFO() || stat.isSocket() || (stat.isCharacterDevice() && isStandardInput(file));
    if (!stat.isFile() && !isPipe)
      throw unreadable(name, t('{name} is not a file.', { name }), t('A folder or a device was chosen.'));
    const deadline = AbortSignal.timeout(pipeDeadlineMs);
    const bytes = isPipe
      ? await readPipe(
          handle,
          !isInherited(file),
          signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
          maxBytes,
        )
      : stat.size > maxBytes
        ? null
        : await handle.readFile();
    if (bytes === null || bytes.length > maxBytes) throw tooLarge(name, maxBytes);
    text = textOfBytes(bytes, (read) => Buffer.from(read).toString('utf8'));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    signal?.throwIfAborted();
    if (thrown instanceof Error && (thrown.name === 'TimeoutError' || thrown.name === 'AbortError'))
      throw unreadable(
        name,
        t('{name} gave nothing for a minute.', { name }),
        t('It is a pipe, and nobody wrote to it.'),
      );
    throw unreadable(name, t('{name} could not be read.', { name }), t('The disk or the system refused.'));
  } finally {
    await handle.close();
  }
  if (text.includes('\0'))
    throw unreadable(
      name,
      t('{name} is not a plain text file.', { name }),
      t('It was saved in another encoding, or it is no settings file.'),
    );
  return text;
}
