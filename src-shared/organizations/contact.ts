/** Whom to ask at a clinic, whom to call when something stops working, and notes. People type them; none is secret. */
import { z } from 'zod';
import { cleanLine } from '../pasted';

/** The longest that each may be, in characters. */
export const contactLimits = { name: 80, phone: 40, email: 120, help: 200, notes: 2000 } as const;

const line = (longest: number) => z.string().overwrite(cleanLine).max(longest);

export const contactSchema = z.strictObject({
  /** Who looks after the console’s accounts at the clinic. */
  name: line(contactLimits.name),
  phone: line(contactLimits.phone),
  email: line(contactLimits.email),
  /** Whom the clinic calls when something stops working. */
  help: line(contactLimits.help),
  notes: z.string().trim().max(contactLimits.notes),
});
export type Contact = z.infer<typeof contactSchema>;

export const noContact: Contact = { name: '', phone: '', email: '', help: '', notes: '' };

/** `Rosa Alvarez, (415) 555-0100, rosa@example.com`; empty when nothing is known. */
export const contactLine = ({ name, phone, email }: Contact): string =>
  [name, phone, email].filter((part) => part !== '').join(', ');
