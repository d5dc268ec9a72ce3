import { voxanne } from '../../bridge';
import { createActivityStore } from './activity-store';

/** The window's one view of the audit trail. */
export const useActivity = createActivityStore(voxanne);
