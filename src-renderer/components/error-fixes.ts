/** The button that fixes an error of one code, wherever that is shown. Registered by the room that can do it. */
import type { Text } from '../../src-shared/texts/translate';

export type ErrorFix = { label: Text; run: () => void };

const fixes = new Map<string, ErrorFix>();

export const registerErrorFix = (code: string, fix: ErrorFix): void => void fixes.set(code, fix);
export const errorFixOf = (code: string): ErrorFix | null => fixes.get(code) ?? null;
