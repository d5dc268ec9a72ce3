import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

export function createSignInHandlers(workspace: Workspace, desk: Desk): HandlersOf<'signIn'> {
  const signIns = async () => (await workspace.connections()).signIns;
  return {
    'signIn.start': async (request) => (await signIns()).start(request, desk.openSignInPage),
    'signIn.status': async ({ organizationId, provider }) => ({
      signIn: (await signIns()).status(organizationId, provider),
    }),
    'signIn.openBrowser': async ({ organizationId, provider }) => {
      await (await signIns()).openBrowser(organizationId, provider, desk.openSignInPage);
      return {};
    },
    'signIn.cancel': async ({ organizationId, provider }) => {
      (await signIns()).cancel(organizationId, provider);
      return {};
    },
    'signIn.reportPageError': async ({ organizationId, provider, pageError }) =>
      (await signIns()).reportPageError(organizationId, provider, pageError),
  };
}
