import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createTestHandlers(workspace: Workspace): HandlersOf<'test'> & HandlersOf<'messages'> {
  const tests = async () => (await workspace.connections()).tests;
  const messages = async () => (await workspace.connections()).messages;
  return {
    'test.start': async ({ organizationId, provider, to, only }) =>
      (await tests()).start(organizationId, provider, { to, only }),
    'test.stop': async ({ organizationId, provider, runId }) => {
      (await tests()).stop(organizationId, provider, runId);
      return {};
    },
    'test.history': async ({ organizationId, provider, limit }) => ({
      runs: await (await tests()).history(organizationId, provider, limit),
    }),
    'messages.drafts': async ({ organizationId }) => (await messages()).drafts(organizationId),
    'messages.saveDrafts': async ({ organizationId, drafts }) => (await messages()).saveDrafts(organizationId, drafts),
    'messages.recipients': async ({ organizationId, provider }) =>
      (await messages()).recipients(organizationId, provider),
    'messages.confirmCode': async ({ organizationId, runId, step, code }) =>
      (await messages()).confirmCode(organizationId, runId, step, code),
    'messages.lookUpDelivery': async ({ organizationId, runId, step }) =>
      (await messages()).lookUpDelivery(organizationId, runId, step),
  };
}
