/** Failures between this computer and a provider. Each says where the problem is and what to check. */

import type { AppErrorData } from '../errors';
import { providerDescriptors } from '../providers';
import { t } from '../texts/translate';
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

/** The provider behind a host. */
const providerOf = (host: string) =>
  Object.values(providerDescriptors).find(({ network }) =>
    network.hosts.some((known) => known === host || known.endsWith(`.${host}`)),
  );

/** Who answers at a host. Where the address itself may be what is wrong, a sentence names the host instead. */
const serverName = (host: string): string => providerOf(host)?.company ?? host;

/** A failure with its heading, and the rehearsal that makes it happen. */
type NetworkRow = Omit<AppErrorData, 'code'> & { title: string; scenarioId: string };

/** The rows for one server; `host` and `status` are already safe to show. */
export function networkRow(kind: NetworkErrorKind, host: string, status: number | null): NetworkRow {
  switch (kind) {
    case 'offline':
      return {
        title: t('No network'),
        message: t('This computer has no network connection.'),
        cause: t('Wi-Fi or the cable is disconnected, or flight mode is on.'),
        fix: t('Connect to a network, then try again. Nothing that you entered is lost.'),
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.offline',
      };
    case 'dns':
      return {
        title: t('Address not found'),
        message: t('The address of {host} could not be found.', { host }),
        cause: t(
          'Usually there is a network but no way to the internet: a guest Wi-Fi that waits for a sign-in, or a company network that blocks this address.',
        ),
        fix: t(
          'Open any web page in a browser. If a sign-in page appears, sign in. If other pages open, ask whoever runs the network to allow this address.',
        ),
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.dns',
      };
    case 'refused':
      return {
        title: t('Connection refused'),
        message: t('{host} refused the connection.', { host }),
        cause: t(
          'Nothing answers at that address: usually a firewall blocks it, or the server stands still for a moment.',
        ),
        fix: t(
          'Try again in a minute. If it goes on, ask whoever runs the network whether a firewall blocks this address.',
        ),
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.refused',
      };
    case 'timeout':
      return {
        title: t('No answer in time'),
        message: t('{server} did not answer in time.', { server: serverName(host) }),
        cause: t(
          'The network is very slow, something on the way swallows the connection, or the provider is overloaded.',
        ),
        fix: t(
          'Check the network, then try again. A message whose answer got lost is looked up first and never sent twice by itself.',
        ),
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.timeout',
      };
    case 'tls':
      return {
        title: t('Connection not secure'),
        message: t('A secure connection to {host} could not be made.', { host }),
        cause: t('Its certificate, the proof of who it is, was not accepted. So nothing was sent.'),
        fix: t(
          'Check the date and time of this computer, try another network, and tell whoever runs this one if only this one fails.',
        ),
        helpUrl: connectionHelp,
        retryable: false,
        scenarioId: 'network.tls',
      };
    case 'tls-intercepted':
      return {
        title: t('Connection is being read'),
        message: t('Something between this computer and {host} opens secure connections.', { host }),
        cause: t(
          'A company firewall or a virus scanner puts its own certificate in place of the provider’s, and it is not one that is trusted here. It could read the clinic’s credentials, so nothing was sent.',
        ),
        fix: t(
          'If it is your own company, its certificate must be in this computer’s store, and Settings → Network must allow this computer’s certificates. Otherwise ask whoever runs the network or the virus scanner to leave this address out. Another network, for example a phone’s hotspot, works too.',
        ),
        helpUrl: connectionHelp,
        retryable: false,
        scenarioId: 'network.tls-intercepted',
      };
    case 'reset':
      return {
        title: t('Connection broken off'),
        message: t('The connection to {host} broke off.', { host }),
        cause: t('The network was interrupted, or a firewall cut the connection in the middle.'),
        fix: t(
          'Check the network, then try again. A message whose answer got lost is looked up first and never sent twice by itself.',
        ),
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.reset',
      };
    case 'proxy':
      return {
        title: t('Proxy in the way'),
        message: t('A proxy, a server that this network sends its web traffic through, did not let the request pass.'),
        cause: t(
          'It asks for a sign-in that the console does not have, it blocks the provider’s address, or it is not there any more. Nothing was sent.',
        ),
        fix: t(
          'Settings → Network names the proxy and where it is set; a user name and a password for it are entered there too. Otherwise ask whoever runs the network to let {host} pass. Another network works too.',
          { host },
        ),
        helpUrl: connectionHelp,
        retryable: false,
        scenarioId: 'network.proxy',
      };
    case 'clock':
      return {
        title: t('Clock is wrong'),
        message: t('The date or time of this computer is wrong.'),
        cause: t(
          'Secure connections depend on the right time. With a wrong one the provider’s certificate seems not yet valid, or expired.',
        ),
        fix: t('Switch on automatic date and time in this computer’s settings, then try again.'),
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.clock',
      };
    case 'http':
      return {
        title: t('Provider in trouble'),
        message:
          status === null
            ? t('{server} answered with a fault.', { server: serverName(host) })
            : t('{server} answered with a fault (HTTP {status}).', { server: serverName(host), status }),
        cause: t('The provider, or something on the way to it, could not handle the request.'),
        fix: t('Wait a few minutes and try again. If it goes on, look at the provider’s status page.'),
        helpUrl: providerOf(host)?.network.statusPage ?? connectionHelp,
        retryable: true,
        scenarioId: 'network.http',
      };
    case 'unreadable-answer':
      return {
        title: t('Answer not understood'),
        message: t('{host} sent an answer that makes no sense.', { host }),
        cause: t(
          'Usually the sign-in page of a guest Wi-Fi, or the filter of a company network, answered in the provider’s place.',
        ),
        fix: t(
          'Open any web page in a browser and sign in to the network if it asks. If it does not, ask whoever runs the network to let {host} pass.',
          { host },
        ),
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.unreadable-answer',
      };
    case 'too-large':
      return {
        title: t('Answer too large'),
        message: t('{host} sent far more than was asked for.', { host }),
        cause: t(
          'The provider never does that. Usually something else answered in its place; the answer was thrown away.',
        ),
        fix: t(
          'Try another network. If it happens there too, send the support bundle from Settings to your support contact.',
        ),
        helpUrl: connectionHelp,
        retryable: false,
        scenarioId: 'network.too-large',
      };
    case 'redirect':
      return {
        title: t('Sent elsewhere'),
        message: t('{host} sent us on to another address, and we did not go.', { host }),
        cause: t(
          'The provider never does that. Usually the sign-in page of a guest Wi-Fi or the filter of a company network does. The clinic’s credentials were not passed on.',
        ),
        fix: t('Open any web page in a browser and sign in to the network if it asks. Then try again.'),
        helpUrl: connectionHelp,
        retryable: true,
        scenarioId: 'network.redirect',
      };
  }
}
