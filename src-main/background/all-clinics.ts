/** What background checks know of all clinics, read in slices: nothing else waits for a long list. */
import { inSlices } from '../slices';
import type { WatchRepository } from '../storage/repositories';

const clinicsAtOnce = 500;

export const allAttempts = (watch: Pick<WatchRepository, 'attemptsAfter'>) =>
  inSlices((after) => watch.attemptsAfter(after, clinicsAtOnce));

export const allDoubtful = (watch: Pick<WatchRepository, 'doubtfulAfter'>) =>
  inSlices((after) => watch.doubtfulAfter(after, clinicsAtOnce));
