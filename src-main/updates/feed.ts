/**
 * A feed: `latest-linux.yml` and the like, as electron-builder writes them, with a detached signature beside it.
 * Nothing of it is looked at before its signature was checked.
 */
import { createPublicKey, verify } from 'node:crypto';
import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js';
import { z } from 'zod';
import { notesText } from './notes';
import { updateError } from './update-error';

/** Names of files in the feed's folder: no path leads out of it. */
const fileName = z.string().regex(/^[\w(][\w.~+() -]{0,199}$/);

const feedSchema = z.object({
  version: z
    .string()
    .max(100)
    .regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[A-Za-z][\w.]*)?$/),
  files: z
    .array(
      z.object({
        url: fileName,
        sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
        size: z.number().int().min(1).max(2_000_000_000),
      }),
    )
    .min(1)
    .max(50),
  releaseDate: z.string().max(40).nullish(),
  releaseNotes: z.string().max(100_000).nullish(),
  /** How many per cent of the computers get it now; all of them when left out. */
  stagingPercentage: z.number().min(0).max(100).nullish(),
});
export type Feed = z.infer<typeof feedSchema>;
export type FeedFile = Feed['files'][number];

/** `latest-linux.yml`, `latest-linux-arm64.yml`, `latest-mac.yml`, `latest.yml`. */
export function feedName(platform: NodeJS.Platform = process.platform, arch: string = process.arch): string {
  if (platform === 'darwin') return 'latest-mac.yml';
  if (platform === 'win32') return 'latest.yml';
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
}

/**
 * Ed25519 over the very bytes of the feed.
 * @param keys SPKI in base64; any of them will do, so that a key can be changed
 */
function isSignedBy(keys: readonly string[], bytes: Uint8Array, signature: string): boolean {
  const raw = Buffer.from(signature.trim(), 'base64');
  return keys.some((key) => {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    return publicKey.asymmetricKeyType === 'ed25519' && verify(null, bytes, publicKey, raw);
  });
}

/**
 * @param signature what lies beside it; null when nothing does
 * @throws AppError `update.feed-unsigned`, `update.feed-tampered`, `update.feed-unreadable`
 */
export function readFeed(bytes: Uint8Array, signature: string | null, keys: readonly string[]): Feed {
  if (signature === null || signature.trim() === '') throw updateError('feed-unsigned');
  if (!isSignedBy(keys, bytes, signature)) throw updateError('feed-tampered');
  try {
    const feed = feedSchema.parse(
      parseUpdateInfo(Buffer.from(bytes).toString('utf8'), 'feed', new URL('https://feed/')),
    );
    return { ...feed, releaseNotes: notesText(feed.releaseNotes ?? '') };
  } catch {
    throw updateError('feed-unreadable');
  }
}
