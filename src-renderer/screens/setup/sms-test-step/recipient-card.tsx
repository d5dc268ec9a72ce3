import { Button, Menu, TextInput } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { CallResponse } from '../../../../src-shared/ipc/contract';
import { parsePhoneNumber } from '../../../../src-shared/messaging/phone-number';
import { messageProvider } from '../../../../src-shared/providers/message-provider';
import { t } from '../../../../src-shared/texts/translate';
import { afterClick } from '../../../components/after-click';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { NoticeBox } from '../../../components/notice';
import { PhoneFeedback } from '../../../components/phone-feedback';
import { PhoneText } from '../../../components/phone-text';
import type { PracticeScenarios } from '../../../console/use-practice-scenarios';
import classes from './sms-test.module.css';

const { company, messages } = messageProvider;

type RecipientCardProps = {
  typed: string;
  onType: (typed: string) => void;
  /** Country in which a number without a prefix is read. */
  country: string;
  recipients: CallResponse<'messages.recipients'> | null;
  scenarios: PracticeScenarios | null;
  busy: boolean;
  primary: boolean;
  onRun: (e164: string) => void;
};

/** Who gets the test messages, and the button that sends them. */
export function RecipientCard({
  typed,
  onType,
  country,
  recipients,
  scenarios,
  busy,
  primary,
  onRun,
}: RecipientCardProps) {
  const hintId = useId();
  const feedbackId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(false);
  const parsed = typed.trim() === '' ? null : parsePhoneNumber(typed, country);
  const verified = recipients?.trial === true ? recipients.verified : null;
  const isUnverified =
    parsed?.ok === true && verified !== null && !verified.some(({ number }) => number === parsed.e164);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setLeft(true);
    const read = parsePhoneNumber(typed, country);
    if (read.ok) onRun(read.e164);
    else input.current?.focus();
  };
  const pick = (number: string) => {
    onType(number);
    input.current?.focus();
  };

  return (
    <Card>
      <form className={classes.recipient} noValidate onSubmit={submit}>
        <TextInput
          ref={input}
          className={classes.number ?? ''}
          label={t('Recipient number')}
          description={t('A phone that you can look at now. It gets two text messages.')}
          type="tel"
          placeholder="+1 415 555 0100"
          autoComplete="off"
          value={typed}
          error={left && parsed?.ok !== true}
          // As an attribute of its own: the field would replace it by what its wrapper knows.
          descriptionProps={{ id: hintId }}
          attributes={{ input: { 'aria-describedby': `${hintId} ${feedbackId}` } }}
          onChange={(event) => onType(event.currentTarget.value)}
          onBlur={() => afterClick(() => setLeft((before) => before || typed.trim() !== ''))}
        />
        <BusyButton type="submit" variant={primary ? 'filled' : 'default'} busy={busy} busyLabel={t('Running…')}>
          {t('Run SMS test')}
        </BusyButton>
      </form>
      <div className={classes.feedback}>
        <PhoneFeedback
          id={feedbackId}
          parsed={parsed}
          complain={left}
          missing={t('Enter the number of a phone at hand.')}
          onSuggestion={pick}
        />
      </div>
      {recipients?.trial === true && (
        <NoticeBox
          tone={isUnverified ? 'warning' : 'info'}
          title={isUnverified ? t('This number is not verified') : t('Trial account')}
        >
          {verified === null
            ? t(
                'A trial account sends only to numbers that are verified with {company}. Which ones these are is not visible to this key.',
                { company },
              )
            : isUnverified
              ? t(
                  'A trial account sends only to verified numbers. Verify this one in {consoleName}, or pick one of those below.',
                  { consoleName: t(messages.consoleName) },
                )
              : t('It sends only to numbers that are verified with {company}: those below.', { company })}
        </NoticeBox>
      )}
      <div className={classes.offers}>
        {verified !== null && verified.length > 0 && (
          <Offers
            title={t('Verified')}
            numbers={verified.map(({ number, label }) => ({ number, label: label === number ? null : label }))}
            onPick={pick}
          />
        )}
        {recipients !== null && recipients.recent.length > 0 && (
          <Offers
            title={t('Used before')}
            numbers={recipients.recent.map((number) => ({ number, label: null }))}
            onPick={pick}
          />
        )}
        {scenarios !== null && (
          <Menu
            position="bottom-start"
            width={380}
            withinPortal={false}
            withInitialFocusPlaceholder={false}
            menuItemTabIndex={0}
          >
            <Menu.Target>
              <Button variant="default" size="compact-sm" leftSection={<IconFlask size="1rem" aria-hidden />}>
                {t('Practice recipients')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah="20rem" style={{ overflowY: 'auto' }}>
              <Menu.Label>{t('Simulated phones: each behaves in its own way')}</Menu.Label>
              {scenarios.recipients.map((recipient) => (
                <Menu.Item key={recipient.number} onClick={() => pick(recipient.number)}>
                  <span className={classes.scenario}>
                    <span>{recipient.label}</span>
                    {recipient.code !== null && <code>{recipient.code}</code>}
                  </span>
                  <span className={classes.scenarioNumber}>{recipient.number}</span>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </Card>
  );
}

type OffersProps = {
  title: string;
  numbers: readonly { number: string; label: string | null }[];
  onPick: (number: string) => void;
};

function Offers({ title, numbers, onPick }: OffersProps) {
  return (
    <div className={classes.offer}>
      <span className={classes.offerTitle}>{title}</span>
      {numbers.map(({ number, label }) => (
        <Button key={number} variant="default" size="compact-sm" onClick={() => onPick(number)}>
          {label !== null && <span className={classes.offerLabel}>{label}</span>}
          <PhoneText number={number} />
        </Button>
      ))}
    </div>
  );
}
