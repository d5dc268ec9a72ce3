import { Button } from '@mantine/core';
import type { ParsedPhoneNumber } from '../../src-shared/messaging/phone-number';
import { t } from '../../src-shared/texts/translate';
import classes from './phone.module.css';
import { PhoneText } from './phone-text';
import { Said } from './said';
import { ToneIcon } from './status-badge';

type PhoneFeedbackProps = {
  id: string;
  /** Null while nothing was typed. */
  parsed: ParsedPhoneNumber | null;
  /** A problem is said only once the field was left or submitted: half a number is not a mistake yet. */
  complain: boolean;
  /** What is said where nothing was typed. Empty: nothing. */
  missing?: string;
  onSuggestion: (e164: string) => void;
};

/** What a typed number is read as, live; or what is wrong with it, and what was probably meant. */
export function PhoneFeedback({ id, parsed, complain, missing = '', onSuggestion }: PhoneFeedbackProps) {
  return (
    <div id={id} className={classes.feedback} aria-live="polite">
      {parsed?.ok && (
        <p className={classes.read}>
          <ToneIcon tone={parsed.warning === null && !parsed.landline ? 'good' : 'warning'} />
          <span>
            <Said text="Read as <phone></phone>" parts={{ phone: () => <PhoneText number={parsed.e164} /> }} />{' '}
            <span className={classes.e164}>{parsed.e164}</span>
          </span>
        </p>
      )}
      {parsed?.ok && parsed.landline && (
        <p className={classes.warning}>
          {t('This is a landline as far as the numbering plan goes: it cannot receive a text message.')}
        </p>
      )}
      {parsed?.ok && parsed.warning !== null && <p className={classes.warning}>{parsed.warning}</p>}
      {parsed === null && complain && missing !== '' && <Problem>{missing}</Problem>}
      {parsed !== null && !parsed.ok && (complain || parsed.suggestion !== null) && <Problem>{parsed.message}</Problem>}
      {parsed !== null && !parsed.ok && parsed.suggestion !== null && (
        <SuggestionButton number={parsed.suggestion} onPick={onSuggestion} />
      )}
    </div>
  );
}

function Problem({ children }: { children: string }) {
  return (
    <p className={classes.problem}>
      <ToneIcon tone="bad" />
      <span>{children}</span>
    </p>
  );
}

function SuggestionButton({ number, onPick }: { number: string; onPick: (e164: string) => void }) {
  return (
    <Button variant="default" size="compact-sm" onClick={() => onPick(number)}>
      {t('Use {number}', { number })}
    </Button>
  );
}
