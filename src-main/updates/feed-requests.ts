/**
 * Requests to a feed, over the same routes and with the same certificates as to a provider. No redirect is followed. A
 * download that breaks off goes on where it stopped, also in a later start.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  ftruncateSync,
  openSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { type IncomingMessage, request as startRequest } from 'node:http';
import path from 'node:path';
import { AppError } from '../../src-shared/errors';
import { describeNetworkError, type NetworkErrorKind } from '../../src-shared/errors-catalogue';
import { createPrivateFile, ensurePrivateFolder, NotOurFile, requireOurFile } from '../private-files';
import { stoppedError } from '../providers/http/call-error';
import { createConnector } from '../providers/http/connect';
import { createDeadline } from '../providers/http/deadline';
import { HttpFailure } from '../providers/http/http-failure';
import type { Network } from '../providers/http/network';
import { networkKindOf } from '../providers/http/network-errors';
import { sleep } from '../providers/http/retry';
import type { FeedFile } from './feed';
import { updateError } from './update-error';

export type DownloadPolicy = {
  /** Tries in a row that bring no byte. */
  attempts: number;
  pauseMs: number;
  /** How long the server may be silent, in milliseconds. */
  silenceMs: number;
};
const downloadPolicy: DownloadPolicy = { attempts: 5, pauseMs: 1_000, silenceMs: 30_000 };

export type FeedRequests = {
  /** Null where there is no such file. @throws AppError `network.*`, `call.stopped` */
  read(name: string, mostBytes: number, signal: AbortSignal): Promise<Buffer | null>;
  /**
   * Downloads and checks a file.
   * @param folder where what has come so far is kept
   * @returns its path; the caller moves it away
   * @throws AppError `update.file-missing`, `update.file-tampered`, `update.disk-full`, `network.*`, `call.stopped`
   */
  download(
    file: FeedFile,
    folder: string,
    onProgress: (received: number) => void,
    signal: AbortSignal,
  ): Promise<string>;
};

/** A part to go on with, or a new one. A link is never followed. */
const openPart = (part: string): number =>
  existsSync(part)
    ? openSync(part, constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0))
    : createPrivateFile(part);

/** Takes away what has a part's name and is no file of this user's: a link, for instance, and not its target. */
function dropForeign(part: string): void {
  try {
    requireOurFile(part);
  } catch (thrown) {
    if (thrown instanceof NotOurFile) rmSync(part, { force: true });
  }
}

export function createFeedRequests(feed: URL, network: Network, policy: DownloadPolicy = downloadPolicy): FeedRequests {
  const connector = createConnector(network);
  const failure = (kind: NetworkErrorKind, status?: number) =>
    new AppError(describeNetworkError(kind, { host: feed.host, status }));

  function errorOf(thrown: unknown, signal: AbortSignal, isOver: boolean): unknown {
    if (thrown instanceof AppError) return thrown;
    if (signal.aborted) return stoppedError();
    if (thrown instanceof HttpFailure) return failure(thrown.kind);
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'ENOSPC' || code === 'EDQUOT') return updateError('disk-full');
    return failure(isOver ? 'timeout' : networkKindOf(thrown));
  }

  /** Asks for a file of the feed and gives its answer to `use`. */
  async function ask<T>(
    name: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    use: (answer: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    // Once the head of the answer has come, only silence ends it: a large file takes its time.
    const deadline = createDeadline(signal, policy.silenceMs);
    let isSilent = false;
    try {
      const target = new URL(encodeURIComponent(name), feed);
      const way = await connector.findWay(target, null, deadline.signal);
      const connection = await connector.open(way, policy.silenceMs, deadline.signal);
      const started = startRequest({
        path: target.pathname,
        setHost: false,
        headers: { Host: target.host, 'User-Agent': 'voxanne-console', 'Cache-Control': 'no-cache', ...headers },
        signal,
        createConnection: () => connection,
      });
      const answered = new Promise<IncomingMessage>((resolve, reject) => {
        started.once('response', resolve).on('error', reject).end();
      });
      connection.setTimeout(policy.silenceMs, () => {
        isSilent = true;
        connection.destroy();
      });
      const answer = await answered;
      deadline.release();
      try {
        return await use(answer);
      } finally {
        answer.destroy();
      }
    } catch (thrown) {
      throw errorOf(thrown, signal, deadline.isOver || isSilent);
    } finally {
      deadline.release();
    }
  }

  /** @throws AppError for every answer that is neither a file nor its absence */
  function isThere({ statusCode = 0 }: IncomingMessage): boolean {
    if (statusCode === 404 || statusCode === 410) return false;
    if (statusCode >= 300 && statusCode < 400) throw failure('redirect', statusCode);
    if (statusCode !== 200 && statusCode !== 206) throw failure('http', statusCode);
    return true;
  }

  /** Appends what the server sends to the part that is there. */
  async function fetchRest(
    { url, size }: FeedFile,
    part: string,
    onProgress: (received: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const have = sizeOf(part);
    if (have >= size) return;
    await ask(url, have > 0 ? { Range: `bytes=${have}-` } : {}, signal, async (answer) => {
      if (!isThere(answer)) throw updateError('file-missing');
      const goesOn =
        answer.statusCode === 206 && answer.headers['content-range']?.startsWith(`bytes ${have}-`) === true;
      const descriptor = openPart(part);
      try {
        // A server that knows no ranges sends the whole file again.
        if (have > 0 && !goesOn) ftruncateSync(descriptor);
        let received = goesOn ? have : 0;
        for await (const chunk of answer as AsyncIterable<Buffer>) {
          received += chunk.length;
          if (received > size) throw updateError('file-tampered');
          writeSync(descriptor, chunk);
          onProgress(received);
        }
        if (received < size) throw failure('reset');
      } finally {
        closeSync(descriptor);
      }
    });
  }

  return {
    read: (name, mostBytes, signal) =>
      ask(name, {}, signal, async (answer) => {
        if (!isThere(answer)) return null;
        const chunks: Buffer[] = [];
        let length = 0;
        for await (const chunk of answer as AsyncIterable<Buffer>) {
          length += chunk.length;
          if (length > mostBytes) throw failure('too-large');
          chunks.push(chunk);
        }
        return Buffer.concat(chunks);
      }),

    async download(file, folder, onProgress, signal) {
      ensurePrivateFolder(folder);
      // Named by its contents: what is left of another version is never continued.
      const part = path.join(folder, `${createHash('sha256').update(file.sha512).digest('hex').slice(0, 32)}.part`);
      dropForeign(part);
      const wasThere = sizeOf(part) > 0;
      try {
        await fetchAll(file, part, onProgress, signal);
        if ((await sha512Of(part)) === file.sha512) return part;
        rmSync(part, { force: true });
        // What lay here before may be what is wrong.
        if (!wasThere) throw updateError('file-tampered');
        await fetchAll(file, part, onProgress, signal);
        if ((await sha512Of(part)) === file.sha512) return part;
        throw updateError('file-tampered');
      } catch (thrown) {
        if (thrown instanceof AppError && thrown.data.code === 'update.file-tampered') rmSync(part, { force: true });
        throw thrown;
      }
    },
  };

  async function fetchAll(
    file: FeedFile,
    part: string,
    onProgress: (received: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const had = sizeOf(part);
      try {
        await fetchRest(file, part, onProgress, signal);
        return;
      } catch (thrown) {
        if (sizeOf(part) > had) attempt = 0;
        const isPassing =
          thrown instanceof AppError && thrown.data.code.startsWith('network.') && thrown.data.retryable;
        if (!isPassing || attempt >= policy.attempts) throw thrown;
        await sleep(policy.pauseMs * Math.max(1, attempt), signal);
      }
    }
  }
}

function sizeOf(part: string): number {
  if (!existsSync(part)) return 0;
  requireOurFile(part);
  return statSync(part).size;
}

export async function sha512Of(file: string): Promise<string> {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest('base64');
}
