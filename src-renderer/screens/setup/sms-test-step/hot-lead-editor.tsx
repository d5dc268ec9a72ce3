import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { AppErrorData } from '../../../../src-shared/errors';
import {
  type DraftValues,
  defaultDrafts,
  draftPlaceholders,
  type MessageDrafts,
  messageDraftsSchema,
  renderDraft,
  unknownPlaceholders,
} from '../../../../src-shared/messaging/drafts';
import { t } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import { BusyButton } from '../../../components/busy-button';
import { FocusedError } from '../../../components/focused-error';
import { SegmentWords } from './message-preview';
import classes from './sms-test.module.css';

type HotLeadEditorProps = {
  organizationId: string;
  drafts: MessageDrafts;
  values: DraftValues;
  /** What was typed before another step was opened. */
  typed?: string | null;
  onType?: (text: string) => void;
  onSaved: (drafts: MessageDrafts) => void;
  onCancel: () => void;
};

/** Changes the clinic's hot-lead text, with its length counted as it will be sent. */
export function HotLeadEditor({
  organizationId,
  drafts,
  values,
  typed = null,
  onType,
  onSaved,
  onCancel,
}: HotLeadEditorProps) {
  const [text, setText] = useState(typed ?? drafts.hotLead);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorData | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // A click asked for the editor; where it was left open, the step's heading has the focus.
  const [isAskedFor] = useState(typed === null);
  useEffect(() => {
    if (isAskedFor) field.current?.focus();
  }, [isAskedFor]);
  useEffect(() => onType?.(text), [text, onType]);
  const rendered = renderDraft(text, values);
  const unknown = unknownPlaceholders(text);
  const isValid = messageDraftsSchema.shape.hotLead.safeParse(text.trim()).success;

  const kept: MessageDrafts | null = isValid && text !== drafts.hotLead ? { ...drafts, hotLead: text.trim() } : null;
  // A window that is closed, or a session that ends, keeps what was typed. It is shown again before it is ever sent.
  useEffect(() => {
    if (kept === null) return;
    const keep = () => void voxanne.messages.saveDrafts({ organizationId, drafts: kept });
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isValid) return;
    setBusy(true);
    const result = await voxanne.messages.saveDrafts({ organizationId, drafts: { ...drafts, hotLead: text.trim() } });
    setBusy(false);
    if (result.ok) onSaved(result.value);
    else setError(result.error);
  };

  return (
    <form
      className={classes.preview}
      noValidate
      onSubmit={save}
      onKeyDown={(event) => {
        // A text that was changed is given up by `Cancel` alone.
        if (event.key === 'Escape' && text === drafts.hotLead) onCancel();
      }}
    >
      <Textarea
        ref={field}
        label={t('Hot-lead text')}
        value={text}
        autosize
        minRows={6}
        maxRows={14}
        error={
          isValid
            ? null
            : text.trim() === ''
              ? t('The text cannot be empty.')
              : t('The text is too long: at most 1,600 characters.')
        }
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <SegmentWords text={rendered} />
      {unknown.length > 0 && (
        <p className={classes.unknown}>
          {t('Nothing is known to fill in for {names}: it would be sent as it stands.', {
            names: unknown.map((name) => `{{${name}}}`).join(', '),
          })}
        </p>
      )}
      <dl className={classes.blanks}>
        {draftPlaceholders.map(({ name, meaning }) => (
          <div key={name}>
            <dt>{`{{${name}}}`}</dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
      {error !== null && <FocusedError error={error} />}
      <div className={classes.editorActions}>
        <Button
          variant="subtle"
          disabled={busy || text === defaultDrafts.hotLead}
          onClick={() => setText(defaultDrafts.hotLead)}
        >
          {t('Reset to default')}
        </Button>
        <Button variant="default" disabled={busy} onClick={onCancel}>
          {t('Cancel')}
        </Button>
        <BusyButton type="submit" variant="default" busyLabel={t('Saving…')} busy={busy} disabled={!isValid}>
          {t('Save text')}
        </BusyButton>
      </div>
    </form>
  );
}
