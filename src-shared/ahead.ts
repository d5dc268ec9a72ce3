/**
 * What ends or runs out soon though it works. It comes with the moments from and until which it is said, so that
 * whoever keeps it knows at any later time what to say, without reading it again.
 */
import { z } from 'zod';

export const aheadSchema = z.array(
  z.strictObject({
    /** The title, a whole sentence. */
    title: z.string(),
    /** Milliseconds since 1970, of this computer's clock; absent: always, and for ever. */
    from: z.number().optional(),
    until: z.number().optional(),
  }),
);
export type Ahead = z.infer<typeof aheadSchema>;

const isSaid = ({ from, until }: Ahead[number], at: number) =>
  at >= (from ?? Number.NEGATIVE_INFINITY) && at < (until ?? Number.POSITIVE_INFINITY);

/** What is said now: the first that is; null for nothing. */
export const saidAhead = (ahead: Ahead | undefined, now: Date): string | null =>
  ahead?.find((one) => isSaid(one, now.getTime()))?.title ?? null;

/** When something else may be said next, in milliseconds since 1970; infinite for never. */
export const nextSaidAhead = (ahead: Ahead | undefined, now: Date): number =>
  Math.min(
    ...(ahead ?? [])
      .flatMap(({ from, until }) => [from ?? Number.POSITIVE_INFINITY, until ?? Number.POSITIVE_INFINITY])
      .filter((moment) => moment > now.getTime()),
  );
