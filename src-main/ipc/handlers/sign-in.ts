import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { HandlersOf } from '../handlers';

export function createSignInHandlers(workspace: Workspace, desk: Desk): HandlersOf<'signIn'> {
  const signIns = () => workspace.services().signIns;
  return {
    'signIn.start': (request) => signIns().start(request, desk.openSignInPage),
    'signIn.status': ({ organizationId, provider }) => ({ signIn: signIns().status(organizationId, provider) }),
    'signIn.openBrowser': async ({ organizationId, provider }) => {
      await signIns().openBrowser(organizationId, provider, desk.openSignInPage);
      return {};
    },
    'signIn.cancel': ({ organizationId, provider }) => {
      signIns().cancel(organizationId, provider);
      return {};
    },
    'signIn.reportPageError': ({ organizationId, provider, pageError }) => signIns().reportPageError(organizationId, provider, pageError),
  };
}
