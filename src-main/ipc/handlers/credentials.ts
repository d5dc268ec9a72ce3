import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { t, text } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

export function createCredentialHandlers(workspace: Workspace, desk: Desk): HandlersOf<'credentials'> {
  const credentials = async () => (await workspace.connections()).credentials;
  /** Calls end with the workspace: leaving it must not leave requests behind. */
  const { signal } = workspace;
  /** Checks that the window started, so that it can stop them. */
  const running = new Map<string, Set<AbortController>>();
  const keyOf = (organizationId: string, provider: ProviderId) => `${organizationId} ${provider}`;
  return {
    'credentials.list': async ({ organizationId }) => ({
      connections: await (await credentials()).list(organizationId),
    }),
    'credentials.importFile': async ({ organizationId, provider }) => {
      const { name, importFile } = providerDescriptors[provider];
      const kind = importFile ?? { name: text('Settings files'), extensions: ['env', 'txt', '*'] };
      const file = await desk.chooseFile({
        title: t('Import {name} settings', { name }),
        button: t('Import'),
        filters: [{ name: t(kind.name), extensions: [...kind.extensions] }],
      });
      return {
        imported: file === null ? null : await (await credentials()).importFile(organizationId, provider, file),
      };
    },
    'credentials.importText': async ({ organizationId, provider, fileName, text }) => ({
      imported: await (await credentials()).importText(organizationId, provider, fileName, text),
    }),
    'credentials.verify': async (request) => (await credentials()).verify(request, signal),
    'credentials.save': async (request) => (await credentials()).save(request, signal),
    'credentials.check': async ({ organizationId, provider }) => {
      const key = keyOf(organizationId, provider);
      const stop = new AbortController();
      const own = running.get(key) ?? new Set();
      running.set(key, own.add(stop));
      try {
        return await (await credentials()).check(organizationId, provider, AbortSignal.any([signal, stop.signal]));
      } finally {
        own.delete(stop);
        if (own.size === 0) running.delete(key);
      }
    },
    'credentials.cancelCheck': async ({ organizationId, provider }) => {
      for (const stop of running.get(keyOf(organizationId, provider)) ?? []) stop.abort();
      return {};
    },
    'credentials.options': async ({ organizationId, provider }) =>
      (await credentials()).options(organizationId, provider, signal),
    'credentials.choose': async ({ organizationId, provider, choice }) =>
      (await credentials()).choose(organizationId, provider, choice, signal),
    'credentials.sharedUse': async ({ organizationId, provider }) => ({
      shared: await (await credentials()).sharedUse(organizationId, provider),
    }),
    'credentials.revoke': async ({ organizationId, provider }) =>
      (await credentials()).revoke(organizationId, provider),
    'credentials.cameBack': async () => ({ credentials: await workspace.services().cameBack.list() }),
    'credentials.confirm': async ({ credentials: confirmed }) => {
      const { cameBack } = workspace.services();
      await cameBack.confirm(confirmed);
      return { credentials: await cameBack.list() };
    },
    'credentials.retryRevocation': async ({ organizationId, provider }) =>
      (await credentials()).retryRevocation(organizationId, provider),
  };
}
