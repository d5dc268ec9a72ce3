/** What mends an error of this code, wherever it is shown. Registered by the room that can do it. */
export type Mender = { label: string; mend: () => void };

const menders = new Map<string, Mender>();

export const registerMender = (code: string, mender: Mender): void => void menders.set(code, mender);
export const menderOf = (code: string): Mender | null => menders.get(code) ?? null;
