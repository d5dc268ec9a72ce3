/** How each state begins: what the main process answers unless a state says otherwise, and the ways to go on. */
import type { Page } from '@playwright/test';
import { practiceSimulators } from '../../../src-main/simulator';
import { practiceNetworks } from '../../../src-main/simulator/network';
import type { CallResponse } from '../../../src-shared/ipc/contract';
import { defaultDrafts } from '../../../src-shared/messaging/drafts';
import { providerIds } from '../../../src-shared/providers/ids';
import { ok } from '../../../src-shared/result';
import { type Answers, emit } from '../page';
import * as world from '../world';

export type State = {
  name: string;
  answers: Answers;
  /** From the start of the console to the state. */
  go?: (page: Page) => Promise<void>;
};

/** A name as long as people make them. */
export const longName = 'Praxis für Zahnheilkunde und Kieferorthopädie Dr. Müller-Lüdenscheidt und Partner';

export const quiet: Answers = {
  'app.status': ok(world.status),
  'app.recallDrafts': ok({ drafts: [] }),
  'app.keepDraft': ok({}),
  'app.systemTimeZone': ok({ timeZone: 'America/Los_Angeles' }),
  'network.pending': ok({ asking: null, inspectors: [] }),
  'network.status': ok({
    routes: [
      {
        provider: 'twilio',
        host: 'api.twilio.com',
        ways: ['direct'],
        source: 'the system’s network settings',
        trouble: null,
      },
    ],
    trust: { trustsSystem: true, systemCount: 140, extra: null },
    inspectors: [],
    proxies: [],
    signIns: [],
  }),
  'notices.list': ok({ notices: [], refused: false }),
  'updates.status': ok({
    version: '1.4.0',
    installedBy: 'deb',
    feed: null,
    automatic: false,
    lastCheckedAt: null,
    update: { state: 'off', reason: 'no-feed' },
    news: null,
  }),
  'updates.holdForWindow': ok({}),
  'rescue.putAside': ok({ files: [] }),
  'organizations.list': ok(world.list(world.rows)),
  'organizations.rows': ok({ organizations: [] }),
  'organizations.get': ok(world.clinic),
  'credentials.list': ok({ connections: world.allConnected }),
  'credentials.sharedUse': ok({ shared: [] }),
  'organizations.recallView': ok({ search: '', picked: [], checkAll: null }),
  'organizations.keepView': ok({}),
  'notices.recoveryKit': ok({ savedAt: world.ago(12 * 86_400_000), warning: null }),
  'vault.place': ok({ place: 'this-computer' }),
  'credentials.cameBack': ok({ credentials: [] }),
  'test.history': ok({ runs: [] }),
  'test.history:twilio': ok({ runs: [world.smsPassed] }),
  'test.history:google': ok({ runs: [world.calendarPassed] }),
  'calendar.busyWeek': ok(world.week),
  // Without emoji: each computer draws them in its own way.
  'messages.drafts': ok({
    ...defaultDrafts,
    hotLead: 'Hot lead for {{clinic}}: Maria Lopez, (415) 555-0134. Lead {{lead}}.',
  }),
  'messages.recipients': ok({ recent: ['+14155550123'], verified: null, trial: false }),
  'signIn.status': ok({ signIn: null }),
  'audit.list': ok({ entries: world.entries, more: false }),
  'settings.update': ok(world.status.settings),
  'practice.scenarios': ok({
    credentials: providerIds.flatMap((provider) => practiceSimulators[provider].accounts()),
    recipients: providerIds.flatMap((provider) => practiceSimulators[provider].recipients?.() ?? []),
    networks: [...practiceNetworks],
  }),
  'practice.texts': ok([]),
};
export const over = (answers: Answers): Answers => ({ ...quiet, ...answers });

/** Something that went wrong, in words that are shown as they are. */
export const failed = (over: Parameters<typeof world.failure>[0] = {}) => ({
  ok: false as const,
  error: world.failure({
    code: 'network.timeout',
    message: 'No answer in 30 seconds.',
    cause: 'The network is slow, or something between here and there drops what is sent.',
    fix: 'Try again. If it goes on, look at the network settings.',
    retryable: true,
    ...over,
  }),
});

/** The console where it practises. */
export const inPractice = ok(world.practising);
export const statusWith = (status: Partial<CallResponse<'app.status'>>) => ok({ ...world.status, ...status });

export const to =
  (route: string, ...ready: (string | RegExp)[]) =>
  async (page: Page) => {
    await emit(page, 'app.navigate', { to: route });
    for (const text of ready) await page.getByText(text).first().waitFor();
  };
export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).first();
export const dialogOpens = (page: Page) => page.getByRole('dialog').waitFor();

/** The list, once it is there. */
export const atClinics = (page: Page) => page.getByText('Old Mill Physio').first().waitFor();
/** The list, with what is said above it. */
export const listWith = (answers: Answers, words: string): Pick<State, 'answers' | 'go'> => ({
  answers: over(answers),
  go: (page) => page.getByText(words).first().waitFor(),
});

export async function openPalette(page: Page): Promise<void> {
  await atClinics(page);
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
}
export const byCommand =
  (command: string, dialog: string): Required<State>['go'] =>
  async (page) => {
    await openPalette(page);
    await page.getByText(command).first().click();
    await page.getByRole('dialog', { name: dialog }).waitFor();
  };
