import { IconFileText } from '@tabler/icons-react';
import { type ClipboardEvent, type DragEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import { pastedText } from '../../../../src-shared/credentials/pasted-text';
import { textOfBytes } from '../../../../src-shared/credentials/text-bytes';
import classes from './connect.module.css';

type ClientFileDropProps = {
  what: string;
  hint: string;
  disabled: boolean;
  onText: (fileName: string, text: string) => void;
};

/** More than any such file: what is larger is something else, and is refused where it is read. */
const maxBytes = 262_144;

const fileOf = (data: DataTransfer | null): File | null => data?.files[0] ?? null;
const holdsFile = (event: globalThis.DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/**
 * Where a file of credentials is dropped, or its text pasted. The text goes to the main process as it is, and stays
 * there; it is shown nowhere.
 * The whole window takes a file: one that misses the box is meant for it too, and must not replace the page.
 */
export function ClientFileDrop({ what, hint, disabled, onText }: ClientFileDropProps) {
  const hintId = useId();
  const [over, setOver] = useState(false);
  const take = useRef(onText);
  take.current = onText;
  const readFile = useCallback((file: File) => {
    void file
      .slice(0, maxBytes)
      .arrayBuffer()
      .then((buffer) => textOfBytes(new Uint8Array(buffer), (bytes) => new TextDecoder().decode(bytes)))
      // A folder, or a file that is gone: the same as one that holds nothing.
      .catch(() => '')
      .then((text) => take.current(file.name, text));
  }, []);

  useEffect(() => {
    const hover = (event: globalThis.DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = disabled ? 'none' : 'copy';
      setOver(!disabled);
    };
    const leave = (event: globalThis.DragEvent) => {
      // Between two elements of the page there is another one that it goes to.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: globalThis.DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = fileOf(event.dataTransfer);
      if (file !== null && !disabled) readFile(file);
    };
    window.addEventListener('dragover', hover);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', hover);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [disabled, readFile]);

  const dropText = (event: DragEvent) => {
    if (holdsFile(event.nativeEvent)) return;
    event.preventDefault();
    setOver(false);
    const text = event.dataTransfer.getData('text');
    if (!disabled && text !== '') take.current(pastedText, text.slice(0, maxBytes));
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    const file = fileOf(event.clipboardData);
    const text = event.clipboardData.getData('text');
    if (disabled) return;
    if (file !== null) readFile(file);
    else if (text.trim() !== '') take.current(pastedText, text.slice(0, maxBytes));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping only adds to the field and the `Import` button
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        if (!disabled) setOver(true);
      }}
      onDragLeave={(event) => {
        if (!holdsFile(event.nativeEvent)) setOver(false);
      }}
      onDrop={dropText}
    >
      <IconFileText size="1.5rem" stroke={1.5} aria-hidden />
      <div className={classes.dropWords}>
        <p className={classes.dropTitle}>Drop the {what} here</p>
        <p id={hintId} className={classes.dropHint}>
          {hint}
        </p>
      </div>
      <textarea
        className={classes.dropPaste}
        rows={1}
        aria-label={`${what}: paste its text`}
        aria-describedby={hintId}
        placeholder="Paste here"
        value=""
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        onChange={() => undefined}
        onPaste={paste}
      />
    </div>
  );
}
