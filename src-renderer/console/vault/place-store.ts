/** Where the clinics live, as the whole window knows it. Told by the main process as soon as it changes. */
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { AppErrorData } from '../../../src-shared/errors';
import type { Result } from '../../../src-shared/result';
import type { ClinicsPlace } from '../../../src-shared/vault/clinics-place';
import { voxanne } from '../../bridge';
import { useClinics } from '../clinics/use-clinics';
import { useConsole } from '../use-console';

type PlaceState = {
  /** Null while it was not read yet. */
  place: ClinicsPlace | null;
  error: AppErrorData | null;
  load: () => Promise<void>;
  /** Takes in what a call answered. True when it went well. */
  take: (answer: Result<ClinicsPlace>) => boolean;
  changed: (place: ClinicsPlace) => void;
};

/** What has to be the same for the list of clinics to be the same. */
const listOf = (place: ClinicsPlace) =>
  place.place === 'shared' ? `${place.server} ${place.standing} ${place.problem?.code} ${place.words}` : '';

/** Readings overlap each other and what the main process tells: the newest wins, by when each began. */
let begun = 0;
let shown = 0;

export const usePlace: UseBoundStore<StoreApi<PlaceState>> = create<PlaceState>((set, get) => {
  function show(place: ClinicsPlace) {
    const { place: before, error } = get();
    set({ place, error: null });
    // The first reading is no change, unless there was one that could not be read.
    if (before === null ? error === null : listOf(before) === listOf(place)) return;
    // The clinics are elsewhere now.
    if (before?.place !== place.place) {
      void useConsole.getState().load();
      useClinics.getState().forget();
    }
    void useClinics.getState().load();
  }
  return {
    place: null,
    error: null,
    async load() {
      begun += 1;
      const turn = begun;
      const answer = await voxanne.vault.place({});
      if (turn < shown) return;
      shown = turn;
      if (answer.ok) show(answer.value);
      else set({ error: answer.error });
    },
    take(answer) {
      if (answer.ok) get().changed(answer.value);
      else set({ error: answer.error });
      return answer.ok;
    },
    changed(place) {
      begun += 1;
      shown = begun;
      show(place);
    },
  };
});

voxanne.on['vault.placeChanged']((place) => usePlace.getState().changed(place));
