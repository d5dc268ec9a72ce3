/**
 * Where a provider's requests go: its own hosts, or another origin on this machine, for practice and tests. A redirect
 * hands credentials to whoever set it, so an origin anywhere else is refused.
 */

import type { LookupFunction } from 'node:net';
import { AppError } from '../../../src-shared/errors';
import { type Text, t, text } from '../../../src-shared/texts/translate';

/** `origin` null: the provider's own hosts. */
export type Endpoint = {
  readonly origin: string | null;
  readonly simulated: boolean;
  /** Practice mode's bad network at this moment; null for none. */
  readonly detour?: () => Detour | null;
};

/**
 * A bad network to practise with: requests go to its loopback origin, over connections that fail there as they do on a
 * real one. Handling of the failure and host names in errors are as on a real network.
 */
export type Detour = {
  readonly origin: string;
  /** Trusted certificates, DNS look-up and local address. */
  readonly connection: {
    readonly ca?: string;
    /** A root certificate as if from this computer's store: trusted unless the store is forbidden. */
    readonly computerCa?: string;
    readonly servername?: string;
    readonly lookup?: LookupFunction;
    readonly localAddress?: string;
  };
  /** Loopback origin of the proxy that requests are to go through; null for none. */
  readonly proxy: string | null;
  /** Whether the computer seems connected to any network. */
  readonly hasNetwork: boolean;
};

const refuse = (code: string, variable: string, message: Text) =>
  new AppError({
    code,
    message: t(message, { variable }),
    cause: t(
      'This variable sends the provider’s requests, and the credentials in them, somewhere else. The console accepts only this computer’s own loopback address.',
    ),
    fix: t('Unset {variable}, or set it to an address like http://127.0.0.1:4010.', { variable }),
    retryable: false,
  });

/** 127.0.0.0/8, `[::1]` and `localhost`. Expects the host as the URL parser normalizes it. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * A loopback origin, checked.
 * @throws AppError `endpoint.invalid` when it is no plain http or https origin, `endpoint.not-loopback` when it leads
 * off this machine
 */
export function loopbackEndpoint(value: string, variable: string): Endpoint {
  let url: URL;
  try {
    url = new URL(value.trim());
  } catch {
    throw refuse('endpoint.invalid', variable, text('{variable} is not a URL.'));
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refuse('endpoint.invalid', variable, text('{variable} does not begin with http:// or https://.'));
  if (!isLoopbackHost(url.hostname))
    throw refuse('endpoint.not-loopback', variable, text('{variable} does not lead to this computer.'));
  if (url.username !== '' || url.password !== '')
    throw refuse('endpoint.invalid', variable, text('{variable} holds a user name or a password.'));
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw refuse('endpoint.invalid', variable, text('{variable} holds more than scheme, host and port.'));
  return { origin: url.origin, simulated: true };
}

/** Checks that a detour leads to this computer only. @throws AppError `endpoint.*` */
export function checkedDetour(detour: Detour): Detour {
  for (const address of [detour.origin, detour.proxy])
    if (address !== null) loopbackEndpoint(address, t('The practice network'));
  return detour;
}
