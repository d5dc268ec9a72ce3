/** What `doctor` says of the network: the route to each provider's host, trusted certificates, and the clock. */

import { listOf } from '../../src-shared/list-words';
import type { NetworkStatus } from '../../src-shared/network/network';
import { inspectorWords } from '../../src-shared/network/network-words';
import { t } from '../../src-shared/texts/translate';
import type { Finding } from './finding';

/** `Requests to api.example.com go by proxy a:8080, then directly (HTTPS_PROXY).`, one sentence for each way. */
function wayLines({ routes }: NetworkStatus): string[] {
  const hosts = new Map<string, string[]>();
  for (const { host, ways, source } of routes) {
    const way =
      ways.length === 1 && ways[0] === 'direct'
        ? t('go directly: {source}', { source })
        : t('go {ways} ({source})', {
            ways: ways
              .map((one) => (one === 'direct' ? t('directly') : t('by {way}', { way: one })))
              .join(t(', then ')),
            source,
          });
    hosts.set(way, [...(hosts.get(way) ?? []), host]);
  }
  return hosts.size === 1
    ? [...hosts.keys()].map((way) => t('Requests {way}.', { way }))
    : [...hosts].map(([way, names]) => t('Requests to {hosts} {way}.', { hosts: names.join(', '), way }));
}

const troublesOf = ({ routes }: NetworkStatus) => [
  ...new Set(routes.flatMap(({ trouble }) => (trouble === null ? [] : [trouble]))),
];

function trustWords({ trust }: NetworkStatus): string {
  if (!trust.trustsSystem)
    return t('Public authorities alone are trusted. This computer’s own certificates are switched off.');
  const trusted =
    trust.systemCount === null
      ? [t('public authorities')]
      : [t('public authorities'), t('this computer’s own {count} certificates', { count: trust.systemCount })];
  const all = listOf([
    ...trusted,
    ...(trust.extra?.count ? [t('{count} of NODE_EXTRA_CA_CERTS', { count: trust.extra.count })] : []),
  ]);
  const unread = trust.systemCount === null ? ` ${t('This runtime can’t read the computer’s own certificates.')}` : '';
  return `${t('Every connection is verified. Trusted are {all}.', { all })}${unread}`;
}

export function networkFindings(status: NetworkStatus, now: Date): Finding[] {
  const troubles = troublesOf(status);
  const findings: Finding[] = [
    troubles.length === 0
      ? { id: 'proxy', outcome: 'passed', detail: wayLines(status).join(' ') }
      : {
          id: 'proxy',
          outcome: 'warning',
          detail: [...wayLines(status), ...troubles].join(' '),
          fix: t('Correct the variable or the system’s network settings that are named here.'),
        },
    { id: 'trust', outcome: 'passed', detail: trustWords(status) },
  ];
  const { extra } = status.trust;
  if (extra !== null && !extra.count)
    findings.push({
      id: 'trust',
      outcome: 'warning',
      detail:
        extra.count === null
          ? t('NODE_EXTRA_CA_CERTS names {file}, which can’t be read.', { file: extra.file })
          : t('NODE_EXTRA_CA_CERTS names {file}, which holds no certificate.', { file: extra.file }),
      fix: t('Unset the variable, or set it to a file with certificates in PEM format.'),
    });
  for (const inspector of status.inspectors)
    findings.push({
      id: 'inspected',
      outcome: 'warning',
      detail: inspectorWords(inspector),
      fix: t(
        'If that is not wanted, ask whoever runs the network to leave the provider out, or allow public authorities alone.',
      ),
    });
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  findings.push({
    id: 'clock',
    outcome: 'passed',
    detail: t(
      'This computer’s clock says {time} ({timeZone}). Nobody was asked whether that is right; a check of a connection asks.',
      { time: now.toISOString(), timeZone },
    ),
  });
  return findings;
}

/** @param weakening names of variables and switches that could weaken the program */
export const environmentFindings = (weakening: readonly string[]): Finding[] =>
  weakening.length === 0
    ? []
    : [
        {
          id: 'environment',
          outcome: 'warning',
          detail: t('Set, and without effect on what is sent: {names}.', { names: weakening.join(', ') }),
          fix: t('Unset what is not wanted: other programs may follow it.'),
        },
      ];

/** The same for a person who asks for the network alone. */
export function networkLines(status: NetworkStatus): string[] {
  const kept = status.signIns.map(({ host, port }) => t('Sign-in kept: proxy {host}:{port}', { host, port }));
  return [
    ...wayLines(status),
    ...troublesOf(status),
    trustWords(status),
    ...status.inspectors.map(inspectorWords),
    ...kept,
  ];
}
