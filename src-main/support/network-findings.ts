/** What `doctor` says of the network: for each provider's host the way that a request takes, who is trusted, and the clock. */
import type { NetworkStatus } from '../../src-shared/network/network';
import { inspectorWords } from '../../src-shared/network/network-words';
import type { Finding } from './finding';

/** `api.example.com, verify.example.com: proxy a:8080, then direct (HTTPS_PROXY)`, one line for each way. */
function wayLines({ routes }: NetworkStatus): string[] {
  const hosts = new Map<string, string[]>();
  for (const { host, ways, source } of routes) {
    const way =
      ways.length === 1 && ways[0] === 'direct' ? `direct (${source})` : `${ways.join(', then ')} (${source})`;
    hosts.set(way, [...(hosts.get(way) ?? []), host]);
  }
  return hosts.size === 1 ? [...hosts.keys()] : [...hosts].map(([way, names]) => `${names.join(', ')}: ${way}`);
}

const troublesOf = ({ routes }: NetworkStatus) => [
  ...new Set(routes.flatMap(({ trouble }) => (trouble === null ? [] : [trouble]))),
];

function trustWords({ trust }: NetworkStatus): string {
  if (!trust.trustsSystem) return 'Public authorities alone; this computer’s own certificates are switched off.';
  const system =
    trust.systemCount === null
      ? 'public authorities; this runtime can’t read the computer’s own certificates'
      : `public authorities and this computer’s own ${trust.systemCount} certificates`;
  return `${system.charAt(0).toUpperCase()}${system.slice(1)}${trust.extra?.count ? `, and ${trust.extra.count} of NODE_EXTRA_CA_CERTS` : ''}. Every connection is verified.`;
}

export function networkFindings(status: NetworkStatus, now: Date): Finding[] {
  const troubles = troublesOf(status);
  const findings: Finding[] = [
    troubles.length === 0
      ? { id: 'proxy', outcome: 'passed', detail: `${wayLines(status).join('; ')}.` }
      : {
          id: 'proxy',
          outcome: 'warning',
          detail: `${wayLines(status).join('; ')}. ${troubles.join(' ')}`,
          fix: 'Correct the variable or the system’s network settings that are named here.',
        },
    { id: 'trust', outcome: 'passed', detail: trustWords(status) },
  ];
  const { extra } = status.trust;
  if (extra !== null && !extra.count)
    findings.push({
      id: 'trust',
      outcome: 'warning',
      detail: `NODE_EXTRA_CA_CERTS names ${extra.file}, which ${extra.count === null ? 'can’t be read' : 'holds no certificate'}.`,
      fix: 'Unset the variable, or set it to a file with certificates in PEM format.',
    });
  for (const inspector of status.inspectors)
    findings.push({
      id: 'inspected',
      outcome: 'warning',
      detail: inspectorWords(inspector),
      fix: 'If that is not wanted, ask whoever runs the network to leave the provider out, or allow public authorities alone.',
    });
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  findings.push({
    id: 'clock',
    outcome: 'passed',
    detail: `${now.toISOString()} by this computer’s clock (${timeZone}), not compared with anybody’s. A check of a connection compares it.`,
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
