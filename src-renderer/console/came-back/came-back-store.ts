/** Credentials that came back with an earlier database, and wait for a person's word. */
import { create } from 'zustand';
import { type CameBackCredential, cameBackCode } from '../../../src-shared/credentials/came-back';
import type { AppErrorData } from '../../../src-shared/errors';
import { text } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { registerErrorFix } from '../../components/error-fixes';
import { openDialog } from '../dialogs/dialogs-store';

type CameBackState = {
  waiting: readonly CameBackCredential[];
  load: () => Promise<void>;
};

type Ref = Pick<CameBackCredential, 'organizationId' | 'provider'>;

/** How many one call takes. */
const atATime = 200;

/** Those that ended by a person's word come first: above all, they have to be seen. */
const order = ['revoked', 'removed', 'replaced', 'ended', 'other', 'unknown'] as const;
const bySeverity = (credentials: readonly CameBackCredential[]) =>
  credentials.toSorted((a, b) => order.indexOf(a.cameBack.how) - order.indexOf(b.cameBack.how));

export const keyOf = ({ organizationId, provider }: Ref) => `${organizationId} ${provider}`;

export const useCameBack = create<CameBackState>((set) => ({
  waiting: [],
  load: async () => {
    const answer = await voxanne.credentials.cameBack({});
    // While it is locked, there is nothing to decide. The next change of the vault reads again.
    set({ waiting: answer.ok ? bySeverity(answer.value.credentials) : [] });
  },
}));

type Deciding = {
  /** Told after each step, with how many are done. */
  progress: (done: number) => void;
  isStopped: () => boolean;
};

/** @returns why the first of those that are left failed; null when none did */
export async function confirmAll(
  refs: readonly Ref[],
  { progress, isStopped }: Deciding,
): Promise<AppErrorData | null> {
  for (let done = 0; done < refs.length && !isStopped(); done += atATime) {
    const credentials = refs
      .slice(done, done + atATime)
      .map(({ organizationId, provider }) => ({ organizationId, provider }));
    const result = await voxanne.credentials.confirm({ credentials });
    if (!result.ok) return result.error;
    progress(Math.min(done + atATime, refs.length));
    useCameBack.setState({ waiting: bySeverity(result.value.credentials) });
  }
  return null;
}

/** Revokes them one by one, each as on its clinic's page. @returns as {@link confirmAll} */
export async function removeAll(refs: readonly Ref[], { progress, isStopped }: Deciding): Promise<AppErrorData | null> {
  let first: AppErrorData | null = null;
  for (const [index, { organizationId, provider }] of refs.entries()) {
    if (isStopped()) break;
    const result = await voxanne.credentials.revoke({ organizationId, provider });
    if (!result.ok) first ??= result.error;
    progress(index + 1);
  }
  await useCameBack.getState().load();
  return first;
}

registerErrorFix(cameBackCode, { label: text('Decide what is used again'), run: () => openDialog('came-back') });

voxanne.on['vault.changed'](({ state }) => {
  if (state === 'ready') void useCameBack.getState().load();
  else useCameBack.setState({ waiting: [] });
});
voxanne.on['organizations.changed'](({ organizationId }) => {
  const { waiting, load } = useCameBack.getState();
  if (waiting.some((one) => one.organizationId === organizationId)) void load();
});
