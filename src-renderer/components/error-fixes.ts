/** The button that fixes an error of one code, wherever that is shown. Registered by the room that can do it. */
export type ErrorFix = { label: string; run: () => void };

const fixes = new Map<string, ErrorFix>();

export const registerErrorFix = (code: string, fix: ErrorFix): void => void fixes.set(code, fix);
export const errorFixOf = (code: string): ErrorFix | null => fixes.get(code) ?? null;
