/** All handlers of one workspace, one line a domain. */
import type { Settings } from '../../../src-shared/settings/settings';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { Lock } from '../../lock/console-lock';
import type { Heard } from '../../lock/linux-screen/heard';
import type { CrashReports } from '../../logging/crash-reports';
import type { Surroundings } from '../../support/surroundings';
import type { UpdateService } from '../../updates/update-service';
import type { Handlers } from '../handlers';
import { createAppHandlers } from './app';
import { createAuditHandlers } from './audit';
import { createCalendarHandlers } from './calendar';
import { createCredentialHandlers } from './credentials';
import { createHandoffHandlers } from './handoff';
import { createMemberHandlers } from './members';
import { createNetworkHandlers } from './network';
import { createNoticeHandlers } from './notices';
import { createOrganizationHandlers } from './organizations';
import { createPracticeHandlers, type PracticeSwitch } from './practice';
import { createRescueHandlers } from './rescue';
import { createSignInHandlers } from './sign-in';
import { createSupportHandlers } from './support';
import { createTestHandlers } from './tests';
import { createUpdateHandlers } from './updates';
import { createVaultHandlers } from './vault';

/** What belongs to the program and not to the workspace that is open. */
export type ProgramDeps = {
  surroundings: Surroundings;
  crashes: CrashReports;
  updates: () => Promise<UpdateService>;
  lock: Lock;
  /** What locks it besides sleep, a person and the time without use. */
  heard: () => Heard;
  /** True while the system shows no notifications. */
  notificationsRefused: () => boolean;
  /** A person changed a setting. */
  settingsChanged: (settings: Settings) => void;
};

export function createHandlers(
  workspace: Workspace,
  desk: Desk,
  practiceSwitch: PracticeSwitch,
  { surroundings, crashes, updates, lock, heard, notificationsRefused, settingsChanged }: ProgramDeps,
): Handlers {
  return {
    ...createAppHandlers(workspace, desk, crashes, { lock, heard, settingsChanged }),
    ...createNetworkHandlers(workspace),
    ...createVaultHandlers(workspace, desk, lock),
    ...createMemberHandlers(workspace, desk),
    ...createRescueHandlers(workspace, desk),
    ...createPracticeHandlers(workspace, practiceSwitch),
    ...createNoticeHandlers(workspace, notificationsRefused),
    ...createOrganizationHandlers(workspace, desk),
    ...createCredentialHandlers(workspace, desk),
    ...createSignInHandlers(workspace, desk),
    ...createTestHandlers(workspace),
    ...createCalendarHandlers(workspace),
    ...createHandoffHandlers(workspace, desk),
    ...createAuditHandlers(workspace, desk),
    ...createSupportHandlers(workspace, desk, surroundings, updates),
    ...createUpdateHandlers(updates),
  };
}
