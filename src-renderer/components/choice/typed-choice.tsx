import { Button, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { Choice } from '../../../src-shared/credentials/connection';
import { parsePhoneNumber } from '../../../src-shared/messaging/phone-number';
import { t } from '../../../src-shared/texts/translate';
import { afterClick } from '../after-click';
import { NoticeBox } from '../notice';
import { PhoneFeedback } from '../phone-feedback';
import classes from './choice.module.css';
import { judgeTyped } from './number-choice';

type TypedChoiceProps = {
  choice: Choice;
  country: string;
  disabled: boolean;
  onPick: (choice: string | null) => void;
  onBack: () => void;
};

/** A number typed by hand: read by the same rules as everywhere, and compared with the account's own list. */
export function TypedChoice({ choice, country, disabled, onPick, onBack }: TypedChoiceProps) {
  const feedbackId = useId();
  const input = useRef<HTMLInputElement>(null);
  // The field was opened by a click, so the person will type next.
  useEffect(() => input.current?.focus(), []);
  const [typed, setTyped] = useState('');
  const [left, setLeft] = useState(false);
  const parsed = typed.trim() === '' ? null : parsePhoneNumber(typed, country);
  const judged = parsed === null ? null : judgeTyped(parsed, choice);
  const change = (value: string) => {
    setTyped(value);
    const read = parsePhoneNumber(value, country);
    onPick(judgeTyped(read, choice)?.choice ?? null);
  };
  return (
    <div className={classes.picker}>
      <div className={classes.typed}>
        <TextInput
          label={choice.label}
          type="tel"
          placeholder="+1 415 555 0100"
          autoComplete="off"
          value={typed}
          disabled={disabled}
          error={left && parsed !== null && !parsed.ok}
          // As an attribute of its own: the field would replace it by what its wrapper knows.
          attributes={{ input: { 'aria-describedby': feedbackId } }}
          ref={input}
          onChange={(event) => change(event.currentTarget.value)}
          onBlur={() => afterClick(() => setLeft(true))}
        />
        <PhoneFeedback id={feedbackId} parsed={parsed} complain={left} onSuggestion={change} />
      </div>
      {judged !== null && (
        <div role="status">
          <NoticeBox tone={judged.tone} title={judged.words} />
        </div>
      )}
      <Button variant="subtle" size="compact-md" className={classes.other ?? ''} disabled={disabled} onClick={onBack}>
        {t('Pick from the account’s list')}
      </Button>
    </div>
  );
}
