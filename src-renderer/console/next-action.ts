/** The screen of the next action, or the action itself where it needs no other screen. */
import type { AppErrorData } from '../../src-shared/errors';
import type { NextAction } from '../../src-shared/organizations/next-action';
import { stepOf } from '../../src-shared/setup/setup-steps';
import { voxanne } from '../bridge';
import type { Route } from '../router/route';

/** The screen where it is done; null for an action that `actAtOnce` does. */
export function placeOf({ kind, provider }: NextAction, organizationId: string): Route | null {
  if (provider === null) return { screen: 'setup', organizationId };
  const setup = (step: string | null): Route => ({
    screen: 'setup',
    organizationId,
    ...(step === null ? {} : { step }),
  });
  switch (kind) {
    case 'test': {
      const messages = stepOf(provider, 'messages');
      return messages === null
        ? { ...setup(stepOf(provider, 'connect')), screen: 'setup', organizationId, toTest: true }
        : setup(messages);
    }
    case 'replace':
    case 'connect':
      return setup(stepOf(provider, 'connect'));
    case 'choose':
    case 'confirm':
      return { screen: 'clinic', organizationId };
    case 'continue':
      return setup(null);
    case 'check':
    case 'open':
    case 'withdraw':
      return null;
  }
}

/** @returns why it failed */
export async function actAtOnce(
  { kind, provider, url }: NextAction,
  organizationId: string,
): Promise<AppErrorData | null> {
  if (kind === 'open' && url !== null) return failureOf(await voxanne.app.openHelp({ url }));
  if (provider === null) return null;
  if (kind === 'check') return failureOf(await voxanne.credentials.check({ organizationId, provider }));
  return failureOf(await voxanne.credentials.retryRevocation({ organizationId, provider }));
}

const failureOf = (result: { ok: true } | { ok: false; error: AppErrorData }): AppErrorData | null =>
  result.ok ? null : result.error;
