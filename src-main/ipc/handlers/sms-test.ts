import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export function createSmsTestHandlers(workspace: Workspace): HandlersOf<'smsTest'> {
  const smsTests = () => workspace.services().smsTests;
  return {
    'smsTest.drafts': ({ organizationId }) => smsTests().drafts(organizationId),
    'smsTest.saveDrafts': ({ organizationId, drafts }) => smsTests().saveDrafts(organizationId, drafts),
    'smsTest.recipients': ({ organizationId }) => smsTests().recipients(organizationId),
    'smsTest.start': ({ organizationId, to, only }) => smsTests().start(organizationId, to, only),
    'smsTest.stop': async ({ organizationId, runId }) => {
      await smsTests().stop(organizationId, runId);
      return {};
    },
    'smsTest.history': async ({ organizationId, limit }) => ({ runs: await smsTests().history(organizationId, limit) }),
    'smsTest.confirmCode': ({ organizationId, runId, code }) => smsTests().confirmCode(organizationId, runId, code),
  };
}
