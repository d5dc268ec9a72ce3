import type { AppStatus } from './console-store';

/** As whom the person is shown: by the name that they chose, or by the system's. */
export const shownActor = ({ settings, actor }: Pick<AppStatus, 'settings' | 'actor'>): string =>
  settings.personName === '' ? actor : settings.personName;
