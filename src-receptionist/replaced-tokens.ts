/**
 * Refresh tokens that a provider gave to this machine in the place of delivered ones. They are used from now on, kept
 * in the cache file, and reported to the members of the clinic, sealed to each. A member's console then delivers them.
 */
import { v7 as uuidv7 } from 'uuid';
import type { ProviderId } from '../src-shared/primitives';
import type { Identity } from '../src-shared/shared-vault/identity';
import { type Membership, reaches } from '../src-shared/shared-vault/membership';
import { sealReplacedToken } from '../src-shared/shared-vault/replaced-token';
import type { Replaced } from './cache-file';
import type { Report } from './report-rows';

type Fields = Readonly<Record<string, string>>;

/** Longer chains are of no use: a console took an earlier one long ago. */
const mostLinks = 50;

export function createReplacedTokens() {
  const known = new Map<string, Replaced>();
  const nameOf = (clinicId: string, provider: ProviderId) => `${clinicId} ${provider}`;

  return {
    remember(replaced: readonly Replaced[]): void {
      for (const one of replaced) known.set(nameOf(one.clinicId, one.provider), one);
    },
    all: () => [...known.values()],
    add(clinicId: string, provider: ProviderId, from: string, token: string): void {
      const before = known.get(nameOf(clinicId, provider));
      const links = before?.token === from ? [...before.from, from] : [from];
      known.set(nameOf(clinicId, provider), { clinicId, provider, from: links.slice(-mostLinks), token });
    },
    /** Where the connection was revoked. */
    forget: (clinicId: string, provider: ProviderId): void => void known.delete(nameOf(clinicId, provider)),
    /** What stands in the place of what was delivered; null where that is the newest. */
    newerThan(clinicId: string, provider: ProviderId, delivered: Fields): string | null {
      const one = known.get(nameOf(clinicId, provider));
      return one?.from.includes(delivered.refreshToken ?? '') ? one.token : null;
    },
  };
}

/** One report for each member of the clinic. */
export async function reportsOfReplaced(
  membership: Membership,
  machine: { id: string; keys: Identity },
  { clinicId, provider, revision, token }: { clinicId: string; provider: ProviderId; revision: number; token: string },
): Promise<Report[]> {
  const at = new Date();
  const id = uuidv7({ msecs: at.getTime() });
  const reports: Report[] = [];
  for (const member of membership.members.values())
    if (reaches(member.scope, clinicId)) {
      const about = { organizationId: clinicId, provider, id, revision };
      const made = await sealReplacedToken(membership, machine, member, about, token);
      reports.push({
        kind: 'replaced',
        clinicId,
        provider,
        id,
        revision,
        memberId: member.id,
        ...made,
        at: at.toISOString(),
      });
    }
  return reports;
}
