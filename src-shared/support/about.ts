/** What `About` shows. */
import { z } from 'zod';

const licenceSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** Its short name: `MIT`. Empty where the package says none. */
  licence: z.string(),
  /** The whole text; empty where the package carries none. */
  text: z.string(),
});
export type Licence = z.infer<typeof licenceSchema>;

export const aboutSchema = z.strictObject({
  /** What it is made of, in the order in which it is shown: name and version. */
  versions: z.array(z.strictObject({ name: z.string(), version: z.string() })),
  /** The console's own licence. */
  ownLicence: z.string(),
  /**
   * Of everything that is shipped with it. Empty where there is no list of them, as in a checkout that was not built.
   */
  licences: z.array(licenceSchema),
});
export type About = z.infer<typeof aboutSchema>;
