/** Makes a row of the dashboard from stored rows, with the problem in words. */
import type { Ladder } from '../../src-shared/organizations/ladder';
import type { OrganizationStatus, OrganizationSummary } from '../../src-shared/organizations/organization';
import type { ProviderId } from '../../src-shared/primitives';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { expiryOf, ladderOf, modeOf, resourceOf } from '../credentials/connection-view';
import type { OrganizationOverview } from '../storage/repositories';

type Verdict = { status: OrganizationStatus; attention: string | null };

/** Puts the provider's name before a failure unless the sentence names it already. */
const named = ({ name }: ProviderDescriptor, text: string) =>
  new RegExp(`\\b${name.split(' ')[0]}\\b`).test(text) ? text : `${name}: ${text}`;

/** The most urgent finding of a ladder. */
function verdictOf(
  descriptor: ProviderDescriptor,
  ladder: Ladder,
  error: string | null,
  expiry: string | null,
): Verdict {
  const disproved = ladder.rungs.find((rung) => rung.state === 'disproved');
  if (disproved)
    return {
      status: 'needs-attention',
      attention: named(descriptor, disproved.proof ?? `“${disproved.label}” failed`),
    };
  if (error) return { status: 'needs-attention', attention: named(descriptor, error) };
  // Shown before the sign-in expires, while nothing has failed yet.
  if (expiry) return { status: 'needs-attention', attention: expiry };
  const waiting = ladder.rungs.find((rung) => rung.state === 'pending');
  if (waiting)
    return { status: 'unproven', attention: named(descriptor, waiting.proof ?? `“${waiting.label}” is in review`) };
  const stale = ladder.rungs.find((rung) => rung.state === 'stale');
  if (stale) return { status: 'needs-attention', attention: `${descriptor.name}: not checked lately` };
  const open = ladder.rungs.filter((rung) => rung.state === 'unproven');
  if (open.length > 0) {
    const why = open.find((rung) => rung.proof !== null)?.proof;
    const names = open.map((rung) => rung.label.toLowerCase()).join(', ');
    return {
      status: 'unproven',
      attention: `${descriptor.name}: not proven yet: ${names}${why === undefined ? '' : `. ${why}`}`,
    };
  }
  return { status: 'ready', attention: null };
}

const severity: Record<OrganizationStatus, number> = { 'needs-attention': 3, unproven: 2, 'not-set-up': 1, ready: 0 };

export function summaryOf(
  overview: OrganizationOverview,
  descriptors: Readonly<Record<ProviderId, ProviderDescriptor>>,
  now: Date,
  intervalMs: number,
): OrganizationSummary {
  const { organization, credentials, checks, pendingRevocations } = overview;
  const live = credentials.filter((credential) => credential.status !== 'revoked');
  const judged = live.map((credential) => {
    const descriptor = descriptors[credential.provider];
    const ladder = ladderOf(descriptor, checks, now, intervalMs);
    const expiry = expiryOf(descriptor, credential.expiresAt, now);
    const times = ladder.rungs.flatMap((rung) => (rung.checkedAt ? [rung.checkedAt] : []));
    const checkedAt = [...times, ...(credential.verifiedAt ? [credential.verifiedAt] : [])].sort().at(-1) ?? null;
    return {
      connection: {
        provider: credential.provider,
        resource: resourceOf(credential.metadata, credential.choice),
        mode: modeOf(credential.metadata),
        ladder,
        checkedAt,
      },
      verdict: verdictOf(descriptor, ladder, credential.lastError?.message ?? null, expiry?.soon ? expiry.title : null),
    };
  });
  const unrevoked = [...new Set(pendingRevocations)].map((provider): Verdict => {
    return { status: 'needs-attention', attention: `Not yet revoked at ${descriptors[provider].name}` };
  });
  const worst = [...judged.map(({ verdict }) => verdict), ...unrevoked].sort(
    (a, b) => severity[b.status] - severity[a.status],
  )[0];
  return {
    id: organization.id,
    name: organization.name,
    timeZone: organization.timeZone,
    setupStep: organization.setupStep,
    notNeeded: organization.notNeeded.map(({ provider }) => provider),
    connections: judged.map(({ connection }) => connection),
    status: worst?.status ?? 'not-set-up',
    attention: worst
      ? worst.attention
      : organization.setupStep
        ? 'Set-up was started and not finished'
        : 'Nothing is connected yet',
    checkedAt:
      judged
        .map(({ connection }) => connection.checkedAt ?? '')
        .sort()
        .at(-1) || null,
  };
}
