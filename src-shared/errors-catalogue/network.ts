/** Failures between this computer and a provider. Each says where the problem is and what to check. */
import { providerDescriptors } from '../providers';
import type { CatalogueRow } from '../providers/error-rows';
import { connectionHelp } from './help-origins';

export const networkErrorKinds = [
  'offline',
  'dns',
  'refused',
  'timeout',
  'tls',
  'tls-intercepted',
  'reset',
  'proxy',
  'clock',
  'http',
  'unreadable-answer',
  'too-large',
  'redirect',
] as const;
export type NetworkErrorKind = (typeof networkErrorKinds)[number];

/** Status page of the provider behind a host. */
const statusPage = (host: string): string =>
  Object.values(providerDescriptors).find(({ network }) =>
    network.hosts.some((known) => known === host || known.endsWith(`.${host}`)),
  )?.network.statusPage ?? connectionHelp;

/** The rows for one server; `host` and `status` are already safe to show. */
export function networkRow(kind: NetworkErrorKind, host: string, status: number | null): CatalogueRow {
  switch (kind) {
    case 'offline':
      return {
        title: 'No network',
        message: 'This computer has no network connection.',
        cause: 'Wi-Fi or the cable is disconnected, or flight mode is on.',
        fix: 'Connect to a network, then try again. Nothing that you entered is lost.',
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.offline',
      };
    case 'dns':
      return {
        title: 'Address not found',
        message: `The address of ${host} could not be found.`,
        cause:
          'Usually there is a network but no way to the internet: a guest Wi-Fi that waits for a sign-in, or a ' +
          'company network that blocks this address.',
        fix:
          'Open any web page in a browser. If a sign-in page appears, sign in. ' +
          'If other pages open, ask whoever runs the network to allow this address.',
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.dns',
      };
    case 'refused':
      return {
        title: 'Connection refused',
        message: `${host} refused the connection.`,
        cause:
          'Nothing answers at that address: usually a firewall blocks it, or the server stands still for a moment.',
        fix:
          'Try again in a minute. If it goes on, ask whoever runs the network whether a firewall blocks this ' +
          'address.',
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.refused',
      };
    case 'timeout':
      return {
        title: 'No answer in time',
        message: `${host} did not answer in time.`,
        cause: 'The network is very slow, something on the way swallows the connection, or the provider is overloaded.',
        fix:
          'Check the network, then try again. A message whose answer got lost is looked up first and never sent ' +
          'twice by itself.',
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.timeout',
      };
    case 'tls':
      return {
        title: 'Connection not secure',
        message: `A secure connection to ${host} could not be made.`,
        cause: 'Its certificate, the proof of who it is, was not accepted. So nothing was sent.',
        fix:
          'Check the date and time of this computer, try another network, and tell whoever runs this one if only ' +
          'this one fails.',
        helpUrl: connectionHelp,
        retryable: false,
        scenarioId: 'network.tls',
      };
    case 'tls-intercepted':
      return {
        title: 'Connection is being read',
        message: `Something between this computer and ${host} opens secure connections.`,
        cause:
          'A company firewall or a virus scanner puts its own certificate in place of the provider’s, and it is ' +
          'not one that is trusted here. It could read the clinic’s passwords, so nothing was sent.',
        fix:
          'If it is your own company, its certificate must be in this computer’s store, and Settings → Network ' +
          'must allow this computer’s certificates. Otherwise ask whoever runs the network or the virus scanner to ' +
          'leave this address out. Another network, for example a phone’s hotspot, works too.',
        helpUrl: connectionHelp,
        retryable: false,
        scenarioId: 'network.tls-intercepted',
      };
    case 'reset':
      return {
        title: 'Connection broken off',
        message: `The connection to ${host} broke off.`,
        cause: 'The network was interrupted, or a firewall cut the connection in the middle.',
        fix:
          'Check the network, then try again. A message whose answer got lost is looked up first and never sent ' +
          'twice by itself.',
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.reset',
      };
    case 'proxy':
      return {
        title: 'Proxy in the way',
        message: 'A proxy, a server that this network sends its web traffic through, did not let the request pass.',
        cause:
          'It asks for a sign-in that the console does not have, it blocks the provider’s address, or it is not ' +
          'there any more. Nothing was sent.',
        fix:
          'Settings → Network names the proxy and where it is set; a user name and a password for it are entered ' +
          `there too. Otherwise ask whoever runs the network to let ${host} pass. Another network works too.`,
        helpUrl: connectionHelp,
        retryable: false,
        scenarioId: 'network.proxy',
      };
    case 'clock':
      return {
        title: 'Clock is wrong',
        message: 'The date or time of this computer is wrong.',
        cause:
          'Secure connections depend on the right time. With a wrong one the provider’s certificate seems not yet ' +
          'valid, or expired.',
        fix: 'Switch on automatic date and time in this computer’s settings, then try again.',
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.clock',
      };
    case 'http':
      return {
        title: 'Provider in trouble',
        message: status === null ? `${host} answered with a fault.` : `${host} answered with a fault (HTTP ${status}).`,
        cause: 'The provider, or something on the way to it, could not handle the request.',
        fix: 'Wait a few minutes and try again. If it goes on, look at the provider’s status page.',
        helpUrl: statusPage(host),
        retryable: true,
        scenarioId: 'network.http',
      };
    case 'unreadable-answer':
      return {
        title: 'Answer not understood',
        message: `${host} sent an answer that makes no sense.`,
        cause:
          'Usually the sign-in page of a guest Wi-Fi, or the filter of a company network, answered in the ' +
          'provider’s place.',
        fix:
          'Open any web page in a browser and sign in to the network if it asks. ' +
          `If it does not, ask whoever runs the network to let ${host} pass.`,
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.unreadable-answer',
      };
    case 'too-large':
      return {
        title: 'Answer too large',
        message: `${host} sent far more than was asked for.`,
        cause:
          'The provider never does that. Usually something else answered in its place; the answer was thrown away.',
        fix:
          'Try another network. If it happens there too, send the support bundle from Settings to your support ' +
          'contact.',
        helpUrl: connectionHelp,
        retryable: false,
        scenarioId: 'network.too-large',
      };
    case 'redirect':
      return {
        title: 'Sent elsewhere',
        message: `${host} sent us on to another address, and we did not go.`,
        cause:
          'The provider never does that. Usually the sign-in page of a guest Wi-Fi or the filter of a company ' +
          'network does. The clinic’s passwords were not passed on.',
        fix: 'Open any web page in a browser and sign in to the network if it asks. Then try again.',
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.redirect',
      };
  }
}
