/** Which certificates are accepted. */
export interface Trust {
  /** PEM certificates to pass as `ca`; undefined for Node's own list. Verification itself is always on. */
  readonly ca: readonly string[] | undefined;
  /** Called with each verified peer chain's root, so that an inspecting root (trusted by the system alone) can be told once. */
  noticed(host: string, rootFingerprint256: string): void;
}
