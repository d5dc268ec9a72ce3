/** A clinic's page with made-up connections. */
import { useConsole } from '../../../src-renderer/console/use-console';
import { ClinicScreen } from '../../../src-renderer/screens/clinic/clinic-screen';
import type { Connection } from '../../../src-shared/credentials/connection';
import type { RungState } from '../../../src-shared/organizations/ladder';
import type { Organization } from '../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../src-shared/primitives';
import { providerDescriptors } from '../../../src-shared/providers';
import { defaultSettings } from '../../../src-shared/settings/settings';
import { clinic, connection } from '../../unit/renderer/setup/fixtures';
import { fake } from './bridge';
import { openConsole } from './console';
import { renderInTheme } from './render';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** A connection whose rungs are all proven, but for those that are given, bottom first. */
export function connected(provider: ProviderId, states: RungState[] = [], over: Partial<Connection> = {}): Connection {
  const { rungs } = providerDescriptors[provider];
  return {
    ...connection,
    provider,
    credentialId: `01902f3a-0000-7000-8000-00000000${provider.charCodeAt(0)}00`.slice(0, 36),
    ladder: {
      provider,
      rungs: rungs.map(({ id, label }, index) => {
        const state = states[index] ?? 'proven';
        const isTried = state !== 'unproven';
        return {
          id,
          label,
          state,
          checkedAt: isTried ? ago(4) : null,
          proof: isTried ? `${label} by its answer` : null,
        };
      }),
    },
    ...over,
  };
}

/** @param width of the page, in pixels; as wide as the window otherwise */
export async function openClinic(
  connections: Connection[],
  over: Partial<Organization> = {},
  width?: number,
): Promise<void> {
  await openConsole([]);
  fake.succeed('organizations.get', { ...clinic, setupStep: null, ...over });
  fake.succeed('credentials.list', { connections });
  fake.answer('settings.update', (change) => {
    const { boot } = useConsole.getState();
    const before = boot.phase === 'ready' ? boot.status.settings : defaultSettings;
    return { ok: true, value: { ...before, clinicDetails: change.clinicDetails ?? before.clinicDetails } };
  });
  await renderInTheme(
    <div style={{ height: '100vh', width }}>
      <ClinicScreen organizationId={clinic.id} />
    </div>,
  );
}
