import { hostname } from 'node:os';
import { defined } from '../../../src-shared/defined';
import type { Settings } from '../../../src-shared/settings/settings';
import { t } from '../../../src-shared/texts/translate';
import type { Workspace } from '../../compose';
import type { Desk } from '../../desk';
import type { Lock } from '../../lock/console-lock';
import type { Heard } from '../../lock/linux-screen/heard';
import type { CrashReports } from '../../logging/crash-reports';
import { createDrafts } from '../drafts';
import type { HandlersOf } from '../handlers';

export function createAppHandlers(
  workspace: Workspace,
  desk: Desk,
  crashes: CrashReports,
  { lock, heard, settingsChanged }: { lock: Lock; heard: () => Heard; settingsChanged: (settings: Settings) => void },
): HandlersOf<'app'> & HandlersOf<'settings'> {
  const { platform, endpoints, vault, practice, keychainName } = workspace;
  const practiceNetwork = () => {
    const network = practice?.networks.current() ?? null;
    return network === null ? null : { id: network.id, label: network.label, detail: network.detail };
  };
  const drafts = createDrafts();
  /** Under the name of before, with the system's own: who a shown name is has to be found out later. */
  const recordName = async (wanted: string | undefined) => {
    const { storage } = vault;
    if (wanted === undefined || storage === null || wanted === (await storage.settings.get()).personName) return;
    const shown = wanted === '' ? platform.actor : wanted;
    await storage.audit.append({
      organizationId: null,
      action: 'settings.name-changed',
      outcome: 'succeeded',
      detail: t('{before} → {after}. System user: {systemUser}', {
        before: storage.actor(),
        after: shown,
        systemUser: platform.actor,
      }),
      simulated: false,
    });
  };
  return {
    'app.status': async () => ({
      version: platform.version,
      platform: process.platform,
      vault: vault.state(),
      practice: practice !== null,
      ...(workspace.sharedVault === null ? {} : { isShared: true as const }),
      practiceNetwork: practiceNetwork(),
      redirected: Object.entries(endpoints).flatMap(([provider, { origin }]) =>
        origin === null ? [] : [{ provider: provider as keyof typeof endpoints, origin }],
      ),
      settings: await workspace.settings.get(),
      keychainName,
      actor: platform.actor,
      computer: hostname(),
      lock: lock.current(),
      locksWith: heard(),
      unlockPrompt: desk.personPrompt()?.name ?? null,
    }),
    'app.openHelp': async ({ url }) => {
      await desk.openHelpPage(url);
      return {};
    },
    'app.copyText': ({ text, kind }) => {
      desk.copyText(text, kind);
      return {};
    },
    'app.reportFault': async ({ name, message, stack }) => {
      const [{ describeThrown }, { redactForSupport }] = await Promise.all([
        import('../../logging/redact'),
        import('../../logging/redact-for-support'),
      ]);
      const thrown = Object.assign(new Error(message), { name, stack });
      crashes.record('page', thrown);
      return { report: `Voxanne Console ${platform.version}\n${redactForSupport(describeThrown(thrown))}` };
    },
    'app.keepDraft': ({ key, draft }) => {
      drafts.keep(key, draft);
      return {};
    },
    'app.recallDrafts': () => ({ drafts: drafts.all() }),
    'app.about': async () => {
      const [{ readAbout }, { licenceFiles }] = await Promise.all([
        import('../../support/about'),
        import('../../program-files'),
      ]);
      return readAbout(platform.version, licenceFiles);
    },
    'app.systemTimeZone': async () => {
      const { systemTimeZone } = await import('../../system-time-zone');
      return { timeZone: await systemTimeZone(process.env) };
    },
    'settings.get': () => workspace.settings.get(),
    'settings.update': async (change) => {
      await recordName(change.personName);
      const settings = await workspace.settings.update(defined(change));
      desk.applyAppearance(settings);
      settingsChanged(settings);
      return settings;
    },
  };
}
