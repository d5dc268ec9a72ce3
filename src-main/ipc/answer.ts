/**
 * Answers one call, without Electron: trusted sender → request schema → handler → reply schema. Always returns a
 * `Result`; nothing is thrown at the window.
 */

import { type AppErrorData, toAppErrorData } from '../../src-shared/errors';
import type { CallChannel } from '../../src-shared/ipc/channels';
import { readCall } from '../../src-shared/ipc/read-calls';
import { failed, ok, type Result } from '../../src-shared/result';
import { t } from '../../src-shared/texts/translate';
import { consoleLockedError } from '../../src-shared/vault/console-lock';
import type { Handlers } from './handlers';

export type AnswerDeps = {
  /** The handlers of the workspace that is open now: practice mode replaces it. */
  handlers: () => Handlers;
  isLocked: () => boolean;
  /** Kept once the database may be written to. */
  proven: () => Promise<void>;
  /** Called for internal faults; the log redacts what it gets. */
  reportFault: (channel: CallChannel, thrown: unknown) => void;
};

const refused = (code: string, message: string): AppErrorData => ({
  code,
  message,
  cause: t('The request did not come from this console’s own window, or is not one that it makes.'),
  fix: t('Close the console and open it again.'),
  retryable: false,
});

/**
 * What a locked console answers: what it is, and how it is unlocked. A kit brings keys of its own. Everything else is
 * refused, also what was asked before the lock and would be answered after it.
 */
export const openWhileLocked: ReadonlySet<CallChannel> = new Set<CallChannel>([
  'app.status',
  'app.reportFault',
  'vault.lock',
  'vault.retry',
  'vault.unlockWithPassphrase',
  'recovery.restore',
]);

/**
 * What is answered while the database is still looked at for damage, as after the start with a long list: the list,
 * and what writes nothing. Everything else waits, a second at most on a healthy disk.
 */
export const answeredUnproven: ReadonlySet<CallChannel> = new Set<CallChannel>([
  'app.status',
  'app.openHelp',
  'app.copyText',
  'app.systemTimeZone',
  'app.reportFault',
  'app.keepDraft',
  'app.recallDrafts',
  'settings.get',
  'network.pending',
  'vault.lock',
  'vault.passphraseStrength',
  'notices.list',
  'organizations.list',
  'organizations.rows',
  'organizations.get',
  'organizations.keepView',
  'organizations.recallView',
]);

export type Answer = ReturnType<typeof createAnswer>;

/** Answers a call. `trusted`: the result of the sender check; `raw`: the unparsed request. */
export function createAnswer({ handlers, isLocked, proven, reportFault }: AnswerDeps) {
  return async (channel: CallChannel, trusted: boolean, raw: unknown): Promise<Result<unknown>> => {
    if (!trusted)
      return failed(
        refused('ipc.sender-refused', t('The request was refused: it came from a page that is not the console.')),
      );
    const isRefused = () => isLocked() && !openWhileLocked.has(channel);
    try {
      const contract = await readCall(channel);
      const request = contract.request.safeParse(raw);
      if (!request.success)
        return failed(refused('ipc.request-invalid', t('The request was refused: it is not of the expected form.')));
      if (isRefused()) return failed(consoleLockedError);
      if (!answeredUnproven.has(channel)) await proven();
      // The contract ties request, handler and reply together by channel; TypeScript cannot follow that through a
      // lookup by union.
      const handler = handlers()[channel] as (request: unknown) => unknown;
      const reply = contract.response.safeParse(await handler(request.data));
      if (isRefused()) return failed(consoleLockedError);
      if (reply.success) return ok(reply.data);
      // The report leaves out values: a malformed reply may hold a secret.
      reportFault(
        channel,
        new Error(
          `reply does not fit the contract at ${reply.error.issues.map((issue) => issue.path.join('.')).join(', ')}`,
        ),
      );
      return failed(toAppErrorData(null));
    } catch (thrown) {
      if (isRefused()) return failed(consoleLockedError);
      const error = toAppErrorData(thrown);
      if (error.code === 'internal') reportFault(channel, thrown);
      return failed(error);
    }
  };
}
