/** The window's one list of clinics, kept current by what the main process tells. */
import { voxanne } from '../../bridge';
import { createClinicsStore } from './clinics-store';

export const useClinics = createClinicsStore(voxanne);

voxanne.on['organizations.changed'](() => useClinics.getState().changed());
voxanne.on['organizations.checkAllProgress']((progress) => useClinics.getState().checkAllProgress(progress));
