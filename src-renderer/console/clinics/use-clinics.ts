/** The window's one list of clinics, kept current by what the main process tells. */
import { voxanne } from '../../bridge';
import { createClinicsStore } from './clinics-store';

export const useClinics = createClinicsStore(voxanne);

// Asked too early, before there were keys or a database, the list was refused.
voxanne.on['vault.changed'](({ state }) => {
  useClinics.getState().forget();
  if (state === 'ready') void useClinics.getState().load();
});
voxanne.on['organizations.changed'](({ organizationId }) => useClinics.getState().changed(organizationId));
voxanne.on['organizations.checkAllProgress']((progress) => useClinics.getState().checkAllProgress(progress));
