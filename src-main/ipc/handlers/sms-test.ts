import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createSmsTestHandlers(workspace: Workspace): HandlersOf<'smsTest'> {
  const smsTests = async () => (await workspace.connections()).smsTests;
  return {
    'smsTest.drafts': async ({ organizationId }) => (await smsTests()).drafts(organizationId),
    'smsTest.saveDrafts': async ({ organizationId, drafts }) => (await smsTests()).saveDrafts(organizationId, drafts),
    'smsTest.recipients': async ({ organizationId }) => (await smsTests()).recipients(organizationId),
    'smsTest.start': async ({ organizationId, to, only }) => (await smsTests()).start(organizationId, to, only),
    'smsTest.stop': async ({ organizationId, runId }) => {
      await (await smsTests()).stop(organizationId, runId);
      return {};
    },
    'smsTest.history': async ({ organizationId, limit }) => ({
      runs: await (await smsTests()).history(organizationId, limit),
    }),
    'smsTest.confirmCode': async ({ organizationId, runId, code }) =>
      (await smsTests()).confirmCode(organizationId, runId, code),
  };
}
