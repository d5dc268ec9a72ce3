/** The settings and their dialogs. */
import { ok } from '../../../src-shared/result';
import type { Updates } from '../../../src-shared/updates/updates';
import * as world from '../world';
import { button, dialogOpens, inPractice, over, quiet, type State, to } from './start';

const minute = 60_000;
const updates: Updates = {
  version: '1.4.0',
  installedBy: 'deb',
  feed: { address: 'https://updates.example/console/', setBy: 'person', since: world.ago(60 * minute) },
  automatic: true,
  lastCheckedAt: world.ago(minute),
  update: {
    state: 'available',
    offer: { version: '1.5.0', notes: '- A faster list\n- Calmer notices', releasedAt: null, size: 96_400_000 },
  },
  news: null,
} as Updates;

/** A dialog of the settings, by the button that opens it. */
const asked = (name: string): Pick<State, 'answers' | 'go'> => ({
  answers: quiet,
  go: async (page) => {
    await to('/settings', 'Your name')(page);
    await button(page, name).click();
    await dialogOpens(page);
  },
});

export const settingsStates: readonly State[] = [
  { name: 'settings', answers: quiet, go: to('/settings', 'Your name') },
  {
    name: 'settings-practice-reset',
    answers: over({ 'app.status': inPractice }),
    go: async (page) => {
      await to('/settings')(page);
      await button(page, 'Reset practice…').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'settings-update', answers: over({ 'updates.status': ok(updates) }), go: to('/settings', 'Your name') },
  {
    name: 'notification-refused',
    answers: over({ 'notices.list': ok({ notices: [], refused: true }) }),
    go: to('/settings', 'This computer did not show the last notification'),
  },
  { name: 'settings-recovery-kit', ...asked('Save a recovery kit…') },
  { name: 'settings-create-vault', ...asked('Create a shared vault') },
  { name: 'settings-join-vault', ...asked('Join with an invitation') },
  {
    name: 'settings-network',
    answers: over({
      'network.status': ok({
        routes: [
          {
            provider: 'twilio',
            host: 'api.twilio.com',
            ways: ['proxy proxy.clinic:3128', 'direct'],
            source: 'the system’s network settings',
            trouble: 'The script http://wpad.clinic/proxy.pac could not be read.',
          },
        ],
        trust: { trustsSystem: true, systemCount: 140, extra: { file: '/etc/ssl/clinic.pem', count: 1 } },
        inspectors: [
          {
            fingerprint: 'ab'.repeat(32),
            name: 'Clinic Firewall CA',
            host: 'api.twilio.com',
            seenAt: world.ago(minute),
          },
        ],
        proxies: [{ host: 'proxy.clinic', port: 3128 }],
        signIns: [{ host: 'proxy.clinic', port: 3128 }],
      }),
    }),
    go: to('/settings/network', 'Clinic Firewall CA'),
  },
  {
    name: 'settings-kept-files',
    answers: over({
      'rescue.putAside': ok({
        files: [
          {
            name: 'console.db.kept-1',
            kind: 'damaged',
            place: '/home/rosa/.config/voxanne-console/console.db.damaged-2026-02-28',
            at: world.ago(2 * 1440 * minute),
            bytes: 9_400_000,
          },
        ],
      }),
    }),
    go: async (page) => {
      await to('/settings', 'Your name')(page);
      await page.getByText('Kept files').first().scrollIntoViewIfNeeded();
    },
  },
];
