import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createNetworkHandlers(workspace: Workspace): HandlersOf<'network'> {
  const { network } = workspace;
  const status = async () => {
    // The providers' code is not read before somebody asks.
    const [reached, { routeHosts }] = await Promise.all([network(), import('../../providers/route-hosts')]);
    return reached.status(routeHosts(workspace.endpoints));
  };
  return {
    'network.pending': async () => (await network()).pending(),
    'network.status': status,
    'network.signIn': async ({ host, port, username, password }) =>
      (await network()).signIn({ host, port }, { username, password }),
    'network.removeSignIn': async (proxy) => {
      (await network()).removeSignIn(proxy);
      return status();
    },
    'network.dismiss': async () => (await network()).dismiss(),
    'network.acknowledge': async ({ fingerprint }) => (await network()).acknowledge(fingerprint),
    'network.setTrust': async ({ trustsSystem }) => {
      (await network()).setTrust(trustsSystem);
      return status();
    },
  };
}
