/**
 * What the console puts on the clipboard, and takes away again: a value after half a minute, and everything when the
 * console locks or ends. What somebody else copied since is left alone.
 */
/** Electron's own; newer ones answer with promises. */
export type ClipboardAccess = {
  readText(): string | Promise<string>;
  writeText(text: string): unknown;
  clear(): unknown;
};

/** `value`: pasted at once, a link or an id. `document`: pasted when its reader is found; it has no secret. */
type Copied = 'value' | 'document';

export type CopiedText = {
  copy(text: string, kind: Copied): void;
  /** Takes away what was copied last, if it is still there. */
  clear(): Promise<void>;
};

/** Milliseconds. */
export const valueStaysMs = 30_000;

export function createCopiedText(clipboard: () => ClipboardAccess, staysMs = valueStaysMs): CopiedText {
  let last: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  const copied: CopiedText = {
    copy(text, kind) {
      clearTimeout(timer);
      clipboard().writeText(text);
      last = text;
      if (kind === 'value') timer = setTimeout(() => void copied.clear().catch(() => undefined), staysMs);
      timer?.unref();
    },
    async clear() {
      clearTimeout(timer);
      const text = last;
      last = null;
      if (text !== null && (await clipboard().readText()) === text) await clipboard().clear();
    },
  };
  return copied;
}
