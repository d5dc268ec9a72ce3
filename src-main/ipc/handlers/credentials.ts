import { providerDescriptors } from '../../../src-shared/providers';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

export function createCredentialHandlers(workspace: Workspace, desk: Desk): HandlersOf<'credentials'> {
  const credentials = () => workspace.services().credentials;
  /** Calls end with the workspace: leaving it must not leave requests behind. */
  const { signal } = workspace;
  return {
    'credentials.list': async ({ organizationId }) => ({ connections: await credentials().list(organizationId) }),
    'credentials.importFile': async ({ organizationId, provider }) => {
      const { name, importFile } = providerDescriptors[provider];
      const kind = importFile ?? { name: 'Settings files', extensions: ['env', 'txt', '*'] };
      const file = await desk.chooseFile({
        title: `Import ${name} settings`,
        button: 'Import',
        filters: [{ name: kind.name, extensions: [...kind.extensions] }],
      });
      return { imported: file === null ? null : await credentials().importFile(organizationId, provider, file) };
    },
    'credentials.importText': async ({ organizationId, provider, fileName, text }) => ({
      imported: await credentials().importText(organizationId, provider, fileName, text),
    }),
    'credentials.verify': (request) => credentials().verify(request, signal),
    'credentials.save': (request) => credentials().save(request, signal),
    'credentials.check': ({ organizationId, provider }) => credentials().check(organizationId, provider, signal),
    'credentials.options': ({ organizationId, provider }) => credentials().options(organizationId, provider, signal),
    'credentials.choose': ({ organizationId, provider, choice }) => credentials().choose(organizationId, provider, choice, signal),
    'credentials.sharedUse': async ({ organizationId, provider }) => ({ shared: await credentials().sharedUse(organizationId, provider) }),
    'credentials.revoke': ({ organizationId, provider }) => credentials().revoke(organizationId, provider),
    'credentials.retryRevocation': ({ organizationId, provider }) => credentials().retryRevocation(organizationId, provider),
  };
}
