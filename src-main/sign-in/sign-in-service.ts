/**
 * Sign-ins of clinics: one at a time for a clinic and provider, any number of clinics side by side. It knows no
 * provider by name.
 */

import { v7 as uuid } from 'uuid';
import type { SignIn, SignInOutcome, WaitingSignIn } from '../../src-shared/credentials/sign-in';
import { type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import { describeProviderError } from '../../src-shared/errors-catalogue';
import type { ProviderId } from '../../src-shared/primitives';
import { t } from '../../src-shared/texts/translate';
import type { CredentialService } from '../credentials/credential-service';
import { liveRecord } from '../credentials/stored-credential';
import type { Publish } from '../events';
import type { Platform } from '../platform';
import type { Endpoints } from '../providers/endpoints';
import type { Provider, ProviderSignIn } from '../providers/provider';
import type { CredentialFields } from '../storage/credential-fields';
import type { OrganizationScope, Storage } from '../storage/repositories';
import { type AttemptEnd, startAttempt } from './sign-in-attempt';
import { alreadyRunning, clientNeeded, noneWaiting, noSignIn, unknownPageError } from './sign-in-errors';

export type SignInServiceDeps = {
  storage: Storage;
  providers: Record<ProviderId, Provider>;
  credentials: CredentialService;
  endpoints: Endpoints;
  platform: Platform;
  publish: Publish;
  /** How long the browser has, in milliseconds. */
  timeoutMs?: number;
};

export type SignInRequest = {
  organizationId: string;
  provider: ProviderId;
  /** Null for the stored one. */
  methodId: string | null;
  fields: Record<string, string>;
  importId: string | null;
  /** The page asks which account to use, even if the browser has one. */
  chooseAccount?: boolean;
};

/** Opens the provider's page; false when no browser opened. Null when the caller opens it. */
export type OpenPage = ((url: URL, origin: string) => Promise<boolean>) | null;

const fiveMinutes = 5 * 60_000;

/** The client to sign in with: newly entered, or stored. */
type Client = { methodId: string; fields: CredentialFields; stored: CredentialFields | null; isNew: boolean };

type Running = {
  id: string;
  abort: AbortController;
  snapshot: SignIn;
  page: { link: URL; origin: string } | null;
  /** The error that the person reported from the provider's page. */
  pageError: AppErrorData | null;
  ended: Promise<SignIn>;
};

export function createSignInService({
  storage,
  providers,
  credentials,
  endpoints,
  platform,
  publish,
  timeoutMs = fiveMinutes,
}: SignInServiceDeps) {
  const running = new Map<string, Running>();
  /** The last outcome of each, for a window that was reloaded. */
  const last = new Map<string, SignIn>();
  const closing = new AbortController();
  const keyOf = (organizationId: string, provider: ProviderId) => `${organizationId} ${provider}`;
  const now = () => platform.now().toISOString();

  const signInOf = (provider: Provider): ProviderSignIn => {
    if (!provider.signIn) throw noSignIn(provider.descriptor.name);
    return provider.signIn;
  };

  async function clientOf(scope: OrganizationScope, provider: Provider, request: SignInRequest): Promise<Client> {
    const live = await liveRecord(scope, provider.id);
    const isNew = request.importId !== null || Object.values(request.fields).some((value) => value.trim() !== '');
    if (!isNew) {
      if (!live) throw clientNeeded(provider.descriptor);
      const { fields } = await scope.credentials.open(provider.id);
      return { methodId: request.methodId ?? live.methodId, fields, stored: fields, isNew };
    }
    const methodId = request.methodId ?? live?.methodId ?? provider.descriptor.methods[0]?.id ?? '';
    const { fields } = credentials.entered({ ...request, methodId });
    // A new sign-in is possible even if the stored one can't be opened.
    const opened = live ? await scope.credentials.open(provider.id).catch(() => null) : null;
    return { methodId, fields, stored: opened?.fields ?? null, isNew };
  }

  /** Handles the attempt's outcome. Only here something is stored. */
  async function conclude(
    scope: OrganizationScope,
    provider: Provider,
    client: Client,
    end: AttemptEnd,
    signal: AbortSignal,
  ): Promise<SignInOutcome> {
    switch (end.kind) {
      case 'cancelled':
      case 'timed-out':
        return { kind: end.kind };
      case 'failed':
        return { kind: 'failed', error: end.error };
      case 'refused':
        return { kind: end.refusal.kind, error: end.refusal.error };
      case 'redeemed': {
        const { result } = end;
        if (result.outcome === 'missing-permissions')
          return { kind: 'missing-permissions', account: result.account?.label ?? null, missing: result.missing };
        const held = {
          organizationId: scope.organizationId,
          provider: provider.id,
          methodId: client.methodId,
          fields: result.fields,
        };
        const verification = await credentials.adopt(held, signal);
        const choice = verification.choice?.preferred ?? null;
        if (verification.otherAccount !== undefined) {
          const { verificationId, otherAccount, expiresAt } = verification;
          return {
            kind: 'other-account',
            expected: otherAccount.before,
            found: result.account.label,
            verificationId,
            choice,
            expiresAt,
          };
        }
        const saved = {
          organizationId: scope.organizationId,
          provider: provider.id,
          verificationId: verification.verificationId,
          choice,
        };
        return { kind: 'signed-in', connection: await credentials.save(saved, signal) };
      }
    }
  }

  const words: Record<SignInOutcome['kind'], string> = {
    'signed-in': t('signed in'),
    denied: t('declined in the browser'),
    cancelled: 'cancelled',
    'timed-out': t('not finished in time'),
    policy: t('refused by the organization’s rules'),
    blocked: t('refused on the page in the browser'),
    'missing-permissions': t('permissions missing'),
    'other-account': t('another account than before was chosen'),
    failed: 'failed',
  };

  return {
    /**
     * Starts one and answers as soon as the page is open; progress is published.
     * @throws AppError `sign-in.*`, `import.*`, `credentials.invalid-field`, `vault.*`, or the provider's refusal of
     * the client. Nothing waits then
     */
    async start(request: SignInRequest, open: OpenPage): Promise<SignIn> {
      const { organizationId } = request;
      const provider = providers[request.provider];
      const signIn = signInOf(provider);
      const key = keyOf(organizationId, provider.id);
      if (running.has(key)) throw alreadyRunning();
      const abort = new AbortController();
      const signal = AbortSignal.any([abort.signal, closing.signal]);
      const base = { id: uuid(), organizationId, provider: provider.id, startedAt: now() };
      // Reserved at once: a second click must not start a second sign-in.
      const placeholder: SignIn = { ...base, state: 'finishing' };
      const run: Running = {
        id: base.id,
        abort,
        snapshot: placeholder,
        page: null,
        pageError: null,
        ended: Promise.resolve(placeholder),
      };
      running.set(key, run);
      const change = (snapshot: SignIn) => {
        run.snapshot = snapshot;
        publish('signIn.changed', snapshot);
      };
      try {
        const scope = storage.forOrganization(organizationId);
        const client = await clientOf(scope, provider, request);
        const checking = client.isNew ? signIn.checkClient(client.methodId, client.fields, signal) : Promise.resolve();
        // Awaited below; meanwhile the port opens and the link is made.
        checking.catch(() => undefined);
        const { chooseAccount = false } = request;
        const { link, end } = await startAttempt({
          signIn,
          ...client,
          chooseAccount,
          timeoutMs,
          signal,
          onAnswer: () => change({ ...base, state: 'finishing' }),
        });
        await checking.catch(async (thrown: unknown) => {
          abort.abort();
          // The port is closed before the outcome is reported.
          await end;
          throw thrown;
        });
        run.page = { link, origin: signIn.pageOrigin };
        const isOpen = open === null ? null : await open(link, signIn.pageOrigin);
        signIn.prepare();
        const waiting: WaitingSignIn = {
          ...base,
          state: 'waiting',
          link: link.href,
          expiresAt: new Date(Date.parse(base.startedAt) + timeoutMs).toISOString(),
          browser: isOpen === null ? 'not-asked' : isOpen ? 'opened' : 'failed',
        };
        // The browser's answer may arrive before the call that opened it returns.
        if (run.snapshot === placeholder) change(waiting);
        run.ended = end
          .then((ended) => conclude(scope, provider, client, ended, signal))
          .catch(
            (thrown: unknown): SignInOutcome =>
              signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toAppErrorData(thrown) },
          )
          .then(
            (outcome): SignInOutcome =>
              outcome.kind === 'cancelled' && run.pageError !== null
                ? { kind: 'blocked', error: run.pageError }
                : outcome,
          )
          .then(async (outcome) => {
            running.delete(key);
            const ended: SignIn = { ...base, state: 'ended', endedAt: now(), outcome };
            last.set(key, ended);
            const note = {
              action: 'sign-in.ended' as const,
              detail:
                `${provider.descriptor.name}: ` +
                `${words[outcome.kind]}${outcome.kind === 'blocked' ? ` (${outcome.error.providerCode})` : ''}`,
              simulated: endpoints[provider.id].simulated,
            };
            await scope
              .audit({ ...note, outcome: outcome.kind === 'signed-in' ? 'succeeded' : 'failed' })
              .catch(() => undefined);
            change(ended);
            return ended;
          });
        return run.snapshot;
      } catch (thrown) {
        abort.abort();
        running.delete(key);
        throw thrown;
      }
    },

    /** Some sign-in waits in the browser, or is being stored. */
    isRunning: (): boolean => running.size > 0,

    /** The running sign-in, or the last outcome since the console started. */
    status(organizationId: string, provider: ProviderId): SignIn | null {
      const key = keyOf(organizationId, provider);
      return running.get(key)?.snapshot ?? last.get(key) ?? null;
    },

    /** Ends with the sign-in; at once with the last one when none runs. */
    async waitFor(organizationId: string, provider: ProviderId): Promise<SignIn | null> {
      const key = keyOf(organizationId, provider);
      return (await running.get(key)?.ended) ?? last.get(key) ?? null;
    },

    /** Opens the page of a waiting one again. @throws AppError `sign-in.not-waiting`, `link.*` */
    async openBrowser(organizationId: string, provider: ProviderId, open: NonNullable<OpenPage>): Promise<void> {
      const run = running.get(keyOf(organizationId, provider));
      if (run?.snapshot.state !== 'waiting' || run.page === null) throw noneWaiting();
      const isOpen = await open(run.page.link, run.page.origin);
      if (run.snapshot.state !== 'waiting') return;
      run.snapshot = { ...run.snapshot, browser: isOpen ? 'opened' : 'failed' };
      publish('signIn.changed', run.snapshot);
    },

    /** Stops it: its port is closed when this returns. */
    cancel(organizationId: string, provider: ProviderId): void {
      running.get(keyOf(organizationId, provider))?.abort.abort();
    },

    /**
     * Ends a waiting one that the provider refused on its own page. Its port is closed and nothing waits when this
     * returns.
     * @param pageError the `id` of one of the descriptor's `pageErrors`, as the person read it in the browser
     * @throws AppError `sign-in.not-offered`, `sign-in.unknown-page-error`, `sign-in.not-waiting`
     */
    async reportPageError(organizationId: string, providerId: ProviderId, pageError: string): Promise<SignIn> {
      const { signIn, name } = providers[providerId].descriptor;
      if (signIn === undefined) throw noSignIn(name);
      if (!signIn.pageErrors.some(({ id }) => id === pageError)) throw unknownPageError(name);
      const run = running.get(keyOf(organizationId, providerId));
      // An answer that arrived meanwhile takes precedence.
      if (run?.snapshot.state !== 'waiting') throw noneWaiting();
      run.pageError = describeProviderError(providerId, pageError);
      run.abort.abort();
      return run.ended;
    },

    /** Stops all and waits for them. */
    async stopAll(): Promise<void> {
      closing.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
