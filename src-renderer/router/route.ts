const settingsSections = [
  'practice',
  'security',
  'you',
  'appearance',
  'checks',
  'vault',
  'network',
  'updates',
  'support',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The routes of the console. Settings remember the path of a route, and the main process navigates by it. */
export type Route =
  | { screen: 'clinics' }
  | { screen: 'clinic'; organizationId: string }
  | { screen: 'handoff'; organizationId: string }
  /**
   * `step` reopens one step of a clinic that is set up already: to enter its credentials anew, or `toTest` for the test
   * of what is there.
   */
  | { screen: 'setup'; organizationId: string | null; step?: string; toTest?: true }
  | { screen: 'activity' }
  /** Practice only. `code` is the failure that is shown: `network.timeout`. */
  | { screen: 'error-gallery'; code?: string }
  /** `section` is the part that is shown first. */
  | { screen: 'settings'; section?: SettingsSection }
  | { screen: 'help' }
  /** The screens of a shared vault. */
  | { screen: 'members' }
  | { screen: 'receptionists' };

/**
 * The route of a path. An unknown path leads to the list of clinics: a remembered path may be older than the program.
 */
export function parseRoute(path: string): Route {
  const [screen, id, step, what] = path.split('/').filter(Boolean).map(decodeURIComponentSafely);
  if (screen === 'clinics' && id !== undefined && step === 'handoff') return { screen: 'handoff', organizationId: id };
  if (screen === 'clinics' && id !== undefined) return { screen: 'clinic', organizationId: id };
  if (screen === 'setup')
    return {
      screen: 'setup',
      organizationId: id ?? null,
      ...(step === undefined ? {} : { step }),
      ...(what === 'test' ? { toTest: true } : {}),
    };
  if (screen === 'error-gallery') return { screen, ...(id === undefined ? {} : { code: id }) };
  if (screen === 'settings') {
    const section = settingsSections.find((known) => known === id);
    return { screen, ...(section === undefined ? {} : { section }) };
  }
  if (screen === 'activity' || screen === 'help') return { screen };
  if (screen === 'members' || screen === 'receptionists') return { screen };
  return { screen: 'clinics' };
}

export function formatRoute(route: Route): string {
  if (route.screen === 'handoff') return `/clinics/${encodeURIComponent(route.organizationId)}/handoff`;
  if (route.screen === 'clinic') return `/clinics/${encodeURIComponent(route.organizationId)}`;
  if (route.screen === 'setup')
    return ['/setup', route.organizationId, route.step, route.toTest && 'test']
      .filter((part) => part !== null && part !== undefined)
      .join('/');
  if (route.screen === 'error-gallery' && route.code !== undefined)
    return `/error-gallery/${encodeURIComponent(route.code)}`;
  if (route.screen === 'settings' && route.section !== undefined) return `/settings/${route.section}`;
  return `/${route.screen}`;
}

function decodeURIComponentSafely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
