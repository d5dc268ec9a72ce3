/** Which certificates are accepted. */
export interface Trust {
  /** False where public authorities alone are trusted, and nothing of this computer's own. */
  readonly trustsSystem?: boolean;
  /**
   * PEM certificates to pass as `ca`; undefined for Node's own list. The same array as long as nothing changed, so that
   * its TLS context can be reused. Verification itself is always on.
   */
  readonly ca: readonly string[] | undefined;
  /**
   * Called with the verified chain of each new connection to a host, so that a root that this computer alone trusts can
   * be told once.
   * @param chain certificates as DER, the host's own first
   */
  noticed(host: string, chain: readonly Buffer[]): void;
}
