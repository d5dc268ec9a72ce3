/** Busy times of a clinic's calendar, without any details of appointments. */
import { z } from 'zod';
import { timeSchema } from '../primitives';

const busyBlockSchema = z.strictObject({ start: timeSchema, end: timeSchema });
export type BusyBlock = z.infer<typeof busyBlockSchema>;

export const busyWeekSchema = z.strictObject({
  /** The calendar's name. */
  calendar: z.string(),
  account: z.string(),
  /** The clinic's, in which the days are cut. */
  timeZone: z.string(),
  /** Seven days from today, in order; a block that runs over midnight is in both, cut. */
  days: z.array(
    z.strictObject({
      date: z.iso.date(),
      /** Midnight and the midnight after, in UTC: 23 or 25 hours apart when clocks change. */
      start: timeSchema,
      end: timeSchema,
      busy: z.array(busyBlockSchema),
    }),
  ),
  checkedAt: timeSchema,
  simulated: z.boolean(),
});
export type BusyWeek = z.infer<typeof busyWeekSchema>;
