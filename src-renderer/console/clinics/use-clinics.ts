/** The window's one list of clinics, updated by events of the main process. */
import { voxanne } from '../../bridge';
import { createClinicsStore } from './clinics-store';
import { turnsOf } from './turns';

export const useClinics = createClinicsStore(voxanne, { turn: turnsOf(window) });

// The list was refused because it was read before the keys or the database were available.
voxanne.on['vault.changed'](({ state }) => {
  useClinics.getState().forget();
  if (state === 'ready') void useClinics.getState().load();
});
voxanne.on['organizations.changed'](({ organizationId }) => useClinics.getState().changed(organizationId));
voxanne.on['organizations.checkAllProgress']((progress) => useClinics.getState().checkAllProgress(progress));
