import { IconFileText } from '@tabler/icons-react';
import { type ClipboardEvent, type DragEvent, useEffect, useId, useRef, useState } from 'react';
import classes from './connect.module.css';

type ClientFileDropProps = { what: string; disabled: boolean; onText: (fileName: string, text: string) => void };

/** More than any such file: what is larger is something else, and is refused where it is read. */
const maxBytes = 262_144;
const pastedName = 'Pasted text';

/**
 * Where a file of credentials is dropped, or its text pasted. The text goes to the main process as it is, and stays there; it is shown nowhere.
 * A file that misses the box must not replace the page, so the whole window takes it.
 */
export function ClientFileDrop({ what, disabled, onText }: ClientFileDropProps) {
  const hintId = useId();
  const [over, setOver] = useState(false);
  const take = useRef(onText);
  take.current = onText;

  useEffect(() => {
    const isFile = (event: globalThis.DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const hover = (event: globalThis.DragEvent) => {
      if (isFile(event)) event.preventDefault();
    };
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', hover);
    return () => {
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', hover);
    };
  }, []);

  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (disabled) return;
    const [file] = event.dataTransfer.files;
    if (file !== undefined) take.current(file.name, await file.slice(0, maxBytes).text());
    else if (event.dataTransfer.getData('text') !== '') take.current(pastedName, event.dataTransfer.getData('text').slice(0, maxBytes));
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData('text');
    if (disabled) return;
    if (file !== undefined)
      void file
        .slice(0, maxBytes)
        .text()
        .then((read) => take.current(file.name, read));
    else if (text.trim() !== '') take.current(pastedName, text.slice(0, maxBytes));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut beside the field and the `Import` button
    <div
      className={classes.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        if (!disabled) setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileText size="1.5rem" stroke={1.5} aria-hidden />
      <div className={classes.dropWords}>
        <p className={classes.dropTitle}>Drop the {what} here</p>
        <p id={hintId} className={classes.dropHint}>
          Google Cloud calls it client_secret_….json. Or paste its text into the field.
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
