/** What `doctor` says of the network: the route to each provider's host, trusted certificates, and the clock. */
import { listOf } from '../../src-shared/list-words';
import type { NetworkStatus } from '../../src-shared/network/network';
import { inspectorWords } from '../../src-shared/network/network-words';
import type { Finding } from './finding';

/** `Requests to api.example.com go by proxy a:8080, then directly (HTTPS_PROXY).`, one sentence for each way. */
function wayLines({ routes }: NetworkStatus): string[] {
  const hosts = new Map<string, string[]>();
  for (const { host, ways, source } of routes) {
    const way =
      ways.length === 1 && ways[0] === 'direct'
        ? `go directly: ${source}`
        : `go ${ways.map((one) => (one === 'direct' ? 'directly' : `by ${one}`)).join(', then ')} (${source})`;
    hosts.set(way, [...(hosts.get(way) ?? []), host]);
  }
  return hosts.size === 1
    ? [...hosts.keys()].map((way) => `Requests ${way}.`)
    : [...hosts].map(([way, names]) => `Requests to ${names.join(', ')} ${way}.`);
}

const troublesOf = ({ routes }: NetworkStatus) => [
  ...new Set(routes.flatMap(({ trouble }) => (trouble === null ? [] : [trouble]))),
];

function trustWords({ trust }: NetworkStatus): string {
  if (!trust.trustsSystem)
    return 'Public authorities alone are trusted. This computer’s own certificates are switched off.';
  const trusted =
    trust.systemCount === null
      ? ['public authorities']
      : ['public authorities', `this computer’s own ${trust.systemCount} certificates`];
  const all = listOf([...trusted, ...(trust.extra?.count ? [`${trust.extra.count} of NODE_EXTRA_CA_CERTS`] : [])]);
  const unread = trust.systemCount === null ? ' This runtime can’t read the computer’s own certificates.' : '';
  return `Every connection is verified. Trusted are ${all}.${unread}`;
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
          fix: 'Correct the variable or the system’s network settings that are named here.',
        },
    { id: 'trust', outcome: 'passed', detail: trustWords(status) },
  ];
  const { extra } = status.trust;
  if (extra !== null && !extra.count)
    findings.push({
      id: 'trust',
      outcome: 'warning',
      detail:
        `NODE_EXTRA_CA_CERTS names ${extra.file}, which ` +
        `${extra.count === null ? 'can’t be read' : 'holds no certificate'}.`,
      fix: 'Unset the variable, or set it to a file with certificates in PEM format.',
    });
  for (const inspector of status.inspectors)
    findings.push({
      id: 'inspected',
      outcome: 'warning',
      detail: inspectorWords(inspector),
      fix:
        'If that is not wanted, ask whoever runs the network to leave the provider out, or allow public ' +
        'authorities alone.',
    });
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  findings.push({
    id: 'clock',
    outcome: 'passed',
    detail:
      `This computer’s clock says ${now.toISOString()} (${timeZone}). Nobody was asked whether that is right; ` +
      'a check of a connection asks.',
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
          detail: `Set, and without effect on what is sent: ${weakening.join(', ')}.`,
          fix: 'Unset what is not wanted: other programs may follow it.',
        },
      ];

/** The same for a person who asks for the network alone. */
export function networkLines(status: NetworkStatus): string[] {
  const kept = status.signIns.map(({ host, port }) => `Sign-in kept: proxy ${host}:${port}`);
  return [
    ...wayLines(status),
    ...troublesOf(status),
    trustWords(status),
    ...status.inspectors.map(inspectorWords),
    ...kept,
  ];
}
