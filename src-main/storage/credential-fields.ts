/** Field values by the descriptor's ids, secrets among them. Lives in the main process only. */
export type CredentialFields = Readonly<Record<string, string>>;
