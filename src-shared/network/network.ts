/** Network state for the window and `doctor`. Holds no password. */
import { z } from 'zod';
import { providerIdSchema } from '../primitives';

const host = z.string().min(1).max(255);
export const proxyPlaceSchema = z.strictObject({ host, port: z.number().int().min(1).max(65_535) });
export type ProxyPlace = z.infer<typeof proxyPlaceSchema>;

/** The owner of a root certificate that only this computer trusts, who can read what is sent. */
export const inspectorSchema = z.strictObject({
  /** SHA-256 of the root certificate. */
  fingerprint: z.string().max(100),
  /** What the certificate calls itself. */
  name: z.string().max(100),
  /** The provider's host that was being asked. */
  host,
  /** ISO, UTC. */
  seenAt: z.string(),
});
export type Inspector = z.infer<typeof inspectorSchema>;

/** Notices that wait for a person. */
export const networkPendingSchema = z.strictObject({
  /** A proxy that asks for a name and a password; `name` is what it calls itself. */
  asking: proxyPlaceSchema
    .extend({
      name: z.string().max(100).nullable(),
      /** What was entered was not accepted. */
      refused: z.boolean(),
      /** The schemes that the proxy offers, when the console supports none of them. */
      unsupported: z.string().max(100).nullable(),
    })
    .nullable(),
  /** Inspectors that the person has not been told of. */
  inspectors: z.array(inspectorSchema),
});
export type NetworkPending = z.infer<typeof networkPendingSchema>;

export const networkStatusSchema = z.strictObject({
  /** One for each host that a provider's requests go to. */
  routes: z.array(
    z.strictObject({
      provider: providerIdSchema,
      host,
      /** In words, in the order in which they are tried: `proxy.clinic:3128`, `direct`. */
      ways: z.array(z.string().max(400)),
      /** Where that was set, in words. */
      source: z.string().max(2000),
      /** A setting that could not be followed, as a sentence. */
      trouble: z.string().max(3000).nullable(),
    }),
  ),
  trust: z.strictObject({
    trustsSystem: z.boolean(),
    /** Null where this runtime can't ask the system. */
    systemCount: z.number().int().nullable(),
    /** The file of NODE_EXTRA_CA_CERTS; `count` is null when it can't be read. */
    extra: z.strictObject({ file: z.string().max(4096), count: z.number().int().nullable() }).nullable(),
  }),
  inspectors: z.array(inspectorSchema),
  /** Proxies on the way that can be signed in to. */
  proxies: z.array(proxyPlaceSchema),
  /** Proxies that a sign-in is kept for. */
  signIns: z.array(proxyPlaceSchema),
});
export type NetworkStatus = z.infer<typeof networkStatusSchema>;
