/**
 * What a simulator keeps from one run of practice mode to the next: sign-ins, messages and checkouts that the console
 * remembers must be known to it too.
 */
import type { z } from 'zod';

export type SimulatorMemory = {
  /** What was kept last; null for nothing, or nothing that this version understands. */
  read<T>(schema: z.ZodType<T>): T | null;
  /** Never throws: a practice account must answer where nothing can be kept, too. */
  write(state: unknown): void;
};

/** Keeps nothing between two starts. */
export const noMemory: SimulatorMemory = { read: () => null, write: () => undefined };
