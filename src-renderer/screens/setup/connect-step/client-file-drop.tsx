import { IconFileText } from '@tabler/icons-react';
import { type ClipboardEvent, type DragEvent, useId, useState } from 'react';
import { pastedText } from '../../../../src-shared/credentials/pasted-text';
import { t } from '../../../../src-shared/texts/translate';
import { maxBytes, textOfFile } from '../../../components/window-drop';
import classes from './connect.module.css';

type ClientFileDropProps = {
  what: string;
  hint: string;
  disabled: boolean;
  /** A file is held over the window. */
  over: boolean;
  onText: (fileName: string, text: string) => void;
};

const fileOf = (data: DataTransfer | null): File | null => data?.files[0] ?? null;
const holdsFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

/**
 * Where a file of credentials is dropped, or its text pasted. The text goes to the main process as it is, and stays
 * there; it is shown nowhere. The whole window takes a file: one that misses the box is meant for it too.
 */
export function ClientFileDrop({ what, hint, disabled, over, onText }: ClientFileDropProps) {
  const hintId = useId();
  const [overBox, setOver] = useState(false);
  const dropText = (event: DragEvent) => {
    if (holdsFile(event)) return;
    event.preventDefault();
    setOver(false);
    const text = event.dataTransfer.getData('text');
    if (!disabled && text !== '') onText(pastedText, text.slice(0, maxBytes));
  };
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    const file = fileOf(event.clipboardData);
    const text = event.clipboardData.getData('text');
    if (disabled) return;
    if (file !== null) void textOfFile(file).then((read) => onText(file.name, read));
    else if (text.trim() !== '') onText(pastedText, text.slice(0, maxBytes));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping only adds to the field and the `Import` button
    <div
      className={classes.drop}
      data-over={over || overBox || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        if (!disabled && !holdsFile(event)) setOver(true);
      }}
      onDragLeave={(event) => {
        if (!holdsFile(event)) setOver(false);
      }}
      onDrop={dropText}
    >
      <IconFileText size="1.5rem" stroke={1.5} aria-hidden />
      <div className={classes.dropWords}>
        <p className={classes.dropTitle}>{t('Drop the {what} here', { what })}</p>
        <p id={hintId} className={classes.dropHint}>
          {hint}
        </p>
      </div>
      <textarea
        className={classes.dropPaste}
        rows={1}
        aria-label={t('{what}: paste its text', { what })}
        aria-describedby={hintId}
        placeholder={t('Paste here')}
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
