/** What the list of clinics is asked and what is picked in it: it outlives the page, and is written nowhere. */
import { z } from 'zod';
import { idSchema } from '../primitives';
import { maxPicked } from './clinic-row';

export const keptViewSchema = z.strictObject({
  /** Words of the search. */
  search: z.string().max(1000),
  picked: z.array(idSchema).max(maxPicked),
});
export type KeptView = z.infer<typeof keptViewSchema>;

export const emptyView: KeptView = { search: '', picked: [] };
