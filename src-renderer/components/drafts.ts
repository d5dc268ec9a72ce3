/**
 * What was typed and not saved, by form. Each change goes to the main process, which gives it back to the next page:
 * after a reload, a crash of the page, the lock. Only fields that hold no secret come here.
 */
import { create } from 'zustand';
import { type Draft, longestDraftField } from '../../src-shared/drafts';
import { voxanne } from '../bridge';

type DraftsState = {
  /** Nothing is shown yet that has to know them. */
  asked: boolean;
  kept: ReadonlyMap<string, Draft>;
};

export const useDrafts = create<DraftsState>(() => ({ asked: false, kept: new Map() }));

/** Asks for what an earlier page left. A locked console gives nothing away: its next page asks again. */
export async function recallDrafts(): Promise<void> {
  useDrafts.setState({ asked: true });
  const answer = await voxanne.app.recallDrafts({});
  useDrafts.setState({
    asked: false,
    kept: new Map(answer.ok ? answer.value.drafts.map(({ key, draft }) => [key, draft]) : []),
  });
}

export const draftOf = (key: string): Draft | null => useDrafts.getState().kept.get(key) ?? null;

/** @param fields null: it was saved or given up */
export function keepDraft(key: string, fields: Readonly<Record<string, string>> | null, about = ''): void {
  const { kept } = useDrafts.getState();
  if (fields === null && !kept.has(key)) return;
  const draft: Draft | null = fields && {
    about,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, value.slice(0, longestDraftField)]),
    ),
  };
  const next = new Map(kept);
  if (draft === null) next.delete(key);
  else next.set(key, draft);
  useDrafts.setState({ kept: next });
  void voxanne.app.keepDraft({ key, draft });
}
