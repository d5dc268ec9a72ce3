/** The two texts of a clinic's SMS test, and how their blanks are filled in. */

import { z } from 'zod';
import { type Text, text } from '../texts/translate';

/** `{{code}}` in the test SMS becomes four digits. */
export const messageDraftsSchema = z.strictObject({
  testSms: z.string().min(1).max(1600),
  hotLead: z.string().min(1).max(1600),
});
export type MessageDrafts = z.infer<typeof messageDraftsSchema>;

/** What the blanks stand for. All of it ends up in a text message. */
export type DraftValues = {
  /** The clinic's name. */
  clinic: string;
  /** Four digits that prove arrival when they are read back from the phone. */
  code: string;
  /** Four digits that tell this alert from every other one. */
  lead: string;
  /** When the test was run, in the clinic's time zone: `2:05 PM`. */
  time: string;
};

export const draftPlaceholders: readonly { name: keyof DraftValues; meaning: Text }[] = [
  { name: 'clinic', meaning: text('the clinic’s name') },
  { name: 'code', meaning: text('four digits that prove the text arrived') },
  { name: 'lead', meaning: text('the number of the lead; it proves that the text arrived') },
  { name: 'time', meaning: text('the time of the test') },
];

/**
 * The hot-lead text is what the receptionist sends when a caller is ready to book, with an invented caller (the
 * 555-01xx range belongs to nobody). It carries the lead's number so that two alerts are never the same text: a lost
 * answer is looked up by text.
 */
// The clinic's own words to a phone: they stay as they are in every language of the console.
export const defaultDrafts: MessageDrafts = {
  testSms: 'Voxanne test for {{clinic}}: texting works. Code {{code}}. No reply needed.',
  hotLead:
    '🔥 Hot lead for {{clinic}}\n👤 Maria Lopez\n📞 (415) 555-0134\n🦷 Wants implant consult this week, asked for ' +
    'pricing and financing\n⭐ Score 92/100\n🕐 Called {{time}}\nLead #{{lead}}. Call back within 5 min.',
};

/**
 * Fills in the blanks of a draft. A blank with an unknown name stays as it is, so that a typo is seen in the preview
 * and not swallowed.
 */
export function renderDraft(draft: string, values: DraftValues): string {
  return draft.replace(/\{\{\s*(\w+)\s*\}\}/g, (blank, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof DraftValues] : blank,
  );
}

/** Blanks of a draft that stand for nothing. */
export function unknownPlaceholders(draft: string): string[] {
  const known = new Set<string>(draftPlaceholders.map(({ name }) => name));
  return [...draft.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '').filter((name) => !known.has(name));
}

/** True when a text that arrived can be proven by its code. */
export const carriesCode = (draft: string): boolean => /\{\{\s*code\s*\}\}/.test(draft);

/** The same for the hot-lead text, whose code is the lead's number. */
export const carriesLead = (draft: string): boolean => /\{\{\s*lead\s*\}\}/.test(draft);

/** Values for a preview: what a real run will look like, with digits that are plainly examples. */
export const previewValues = (clinic: string, time: string): DraftValues => ({
  clinic,
  time,
  code: '1234',
  lead: '5678',
});
