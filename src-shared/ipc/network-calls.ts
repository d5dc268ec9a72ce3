/** Calls about routes, proxies and trusted certificates. */
import { z } from 'zod';
import { networkPendingSchema, networkStatusSchema, proxyPlaceSchema } from '../network/network';
import type { CallsOf } from './calls-of';
import { nothing } from './shapes';

export const networkCalls = {
  /** Notices about the network that wait for a person. Also published as an event of that name. */
  'network.pending': { request: nothing, response: networkPendingSchema },
  /** Routes to the providers and trusted certificates. Reads the system's settings and certificates. */
  'network.status': { request: nothing, response: networkStatusSchema },
  /** Name and password for a proxy. They are kept sealed and never come back. */
  'network.signIn': {
    request: proxyPlaceSchema.extend({ username: z.string().min(1).max(1000), password: z.string().max(1000) }),
    response: networkPendingSchema,
  },
  'network.removeSignIn': { request: proxyPlaceSchema, response: networkStatusSchema },
  /** The person closes the proxy's question without signing in. */
  'network.dismiss': { request: nothing, response: networkPendingSchema },
  /** The person has read who inspects their connections. */
  'network.acknowledge': {
    request: z.strictObject({ fingerprint: z.string().max(100) }),
    response: networkPendingSchema,
  },
  'network.setTrust': { request: z.strictObject({ trustsSystem: z.boolean() }), response: networkStatusSchema },
} as const satisfies CallsOf<'network'>;
