import type { Workspace } from '../../compose';
import type { HandlersOf } from '../handlers';

export const createCalendarHandlers = (workspace: Workspace): HandlersOf<'calendar'> => ({
  'calendar.busyWeek': async ({ organizationId }) =>
    (await workspace.connections()).calendar.busyWeek(organizationId, workspace.signal),
});
