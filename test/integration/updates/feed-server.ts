/**
 * A feed on this computer: signed by a key of the test's own, served with ranges, and broken in the ways that a test
 * asks for.
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedName } from '../../../src-main/updates/feed';

export type Release = {
  version: string;
  notes?: string;
  staging?: number;
  file?: string;
  content?: Buffer;
};

const publicKeyOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('base64');

export async function startFeed() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const files = new Map<string, Buffer>();
  const asked: { name: string; range: string | null }[] = [];
  /** How many bytes of a package the next answers bring before the connection is cut. */
  const cuts: number[] = [];
  let knowsRanges = true;
  /** After so many bytes of a package the next answer says no more, and the connection stays open. */
  let stall: number | null = null;

  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '/').split('/').pop() ?? '');
    const range = request.headers.range ?? null;
    asked.push({ name, range });
    const body = files.get(name);
    if (body === undefined) return void response.writeHead(404).end('none');
    const from = range === null || !knowsRanges ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
    const part = body.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': part.length,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}),
    });
    if (stall !== null && !name.includes('.yml')) {
      response.write(part.subarray(0, stall));
      stall = null;
      return;
    }
    const cut = name.includes('.yml') ? undefined : cuts.shift();
    if (cut === undefined) return void response.end(part);
    response.write(part.subarray(0, cut), () => setImmediate(() => response.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    address: `http://127.0.0.1:${port}/console/`,
    publicKey: publicKeyOf(publicKey),
    files,
    asked,
    cuts,
    ignoreRanges: () => {
      knowsRanges = false;
    },
    stallAfter: (bytes: number) => {
      stall = bytes;
    },
    requestsFor: (name: string) => asked.filter((one) => one.name === name),
    /** Publishes a version, its feed signed. @returns the name of its file */
    publish({ version, notes = '', staging, file, content = Buffer.from(`package ${version}`) }: Release): string {
      const name =
        file ?? `voxanne-console_${version.replace('-', '~')}_${process.arch === 'x64' ? 'amd64' : process.arch}.deb`;
      const sha512 = createHash('sha512').update(content).digest('base64');
      files.set(name, content);
      this.describe(
        [
          `version: ${version}`,
          'files:',
          `  - url: ${name}`,
          `    sha512: ${sha512}`,
          `    size: ${content.length}`,
          "releaseDate: '2026-11-29T12:00:00.000Z'",
          `releaseNotes: ${JSON.stringify(notes)}`,
          ...(staging === undefined ? [] : [`stagingPercentage: ${staging}`]),
          '',
        ].join('\n'),
      );
      return name;
    },
    /** Publishes this text as the feed, signed. */
    describe(text: string, key: KeyObject = privateKey): void {
      const bytes = Buffer.from(text);
      files.set(feedName(), bytes);
      files.set(`${feedName()}.sig`, Buffer.from(sign(null, bytes, key).toString('base64')));
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
export type FeedServer = Awaited<ReturnType<typeof startFeed>>;
