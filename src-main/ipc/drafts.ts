/** Keeps what was typed in the page and not saved: in memory, for one profile. */
import { type Draft, mostDrafts } from '../../src-shared/drafts';

type Drafts = {
  keep(key: string, draft: Draft | null): void;
  /** The oldest first. */
  all(): { key: string; draft: Draft }[];
};

export function createDrafts(): Drafts {
  const kept = new Map<string, Draft>();
  return {
    keep(key, draft) {
      kept.delete(key);
      if (draft === null) return;
      kept.set(key, draft);
      const [oldest] = kept.keys();
      if (kept.size > mostDrafts && oldest !== undefined) kept.delete(oldest);
    },
    all: () => [...kept].map(([key, draft]) => ({ key, draft })),
  };
}
