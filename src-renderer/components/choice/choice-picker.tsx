import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Choice } from '../../../src-shared/credentials/connection';
import { t } from '../../../src-shared/texts/translate';
import { NoticeBox } from '../notice';
import classes from './choice.module.css';
import { hasNothingToPick, matchingOptions, searchFrom, shownAtOnce } from './number-choice';
import { TypedChoice } from './typed-choice';

type ChoicePickerProps = {
  choice: Choice;
  picked: string | null;
  /** Country in which a typed number without a prefix is read; null where a choice can't be typed. */
  country: string | null;
  disabled: boolean;
  onPick: (choice: string | null) => void;
};

/** Picks a number or calendar from the account's list, or takes a typed one. */
export function ChoicePicker({ choice, picked, country, disabled, onPick }: ChoicePickerProps) {
  const name = useId();
  const [search, setSearch] = useState('');
  const [typing, setTyping] = useState(false);
  /** The choice before a number was typed. */
  const [before, setBefore] = useState<string | null>(null);
  const matching = matchingOptions(choice.options, search);
  const nothingToPick = hasNothingToPick(choice);
  const what = choice.label.toLowerCase();

  if (typing && country !== null)
    return (
      <TypedChoice
        choice={choice}
        country={country}
        disabled={disabled}
        onPick={onPick}
        onBack={() => {
          onPick(before);
          setTyping(false);
        }}
      />
    );
  return (
    <div className={classes.picker}>
      {choice.options.length >= searchFrom && (
        <TextInput
          aria-label={t('Search {what}s', { what })}
          placeholder={t('Search {count} {what}s', { count: choice.options.length, what })}
          leftSection={<IconSearch size="1rem" aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {choice.options.length === 0 ? (
        <p className={classes.nothing}>
          {country === null
            ? t('This account has no {what} yet. Make one at the provider, or sign in with the account that owns it.', {
                what,
              })
            : t(
                'This account has no {what} yet. Buy or port one at the provider. Until then the credentials can be saved without one, and it is picked later on the clinic’s page.',
                { what },
              )}
        </p>
      ) : (
        <div role="radiogroup" aria-label={choice.label} className={classes.options}>
          {matching.slice(0, shownAtOnce).map((option) => (
            <label
              key={option.id}
              className={classes.option}
              data-disabled={option.disabledReason !== null || undefined}
            >
              <input
                type="radio"
                name={name}
                value={option.id}
                checked={picked === option.id}
                disabled={disabled || option.disabledReason !== null}
                onChange={() => onPick(option.id)}
              />
              <span className={classes.what}>
                <span className={classes.label}>{option.label}</span>
                {option.detail !== null && <span className={classes.detail}>{option.detail}</span>}
                {[option.disabledReason ?? [], option.cautions ?? []].flat().map((words) => (
                  <span key={words} className={classes.reason}>
                    {words}
                  </span>
                ))}
              </span>
              <span className={classes.badges}>
                {option.badges.map((badge) => (
                  <span key={badge} className={classes.badge}>
                    {badge}
                  </span>
                ))}
              </span>
            </label>
          ))}
          {matching.length === 0 && (
            <p className={classes.none}>{t('Nothing matches “{search}”.', { search: search.trim() })}</p>
          )}
          {matching.length > shownAtOnce && (
            <p className={classes.none}>
              {t('{count} more. Search to narrow the list.', { count: matching.length - shownAtOnce })}
            </p>
          )}
        </div>
      )}
      {choice.options.length > 0 && nothingToPick && (
        <NoticeBox tone="warning" title={t('None of these can be used')}>
          {country === null
            ? t('Each says why. Get another one at the provider, or use another account.')
            : t(
                'Each says why. Get another one at the provider, or use another account. Until then the credentials can be saved without one.',
              )}
        </NoticeBox>
      )}
      {choice.incompleteReason !== null && (
        <NoticeBox tone="warning" title={t('The list is not complete')}>
          {choice.incompleteReason}
        </NoticeBox>
      )}
      {!nothingToPick && country !== null && (
        <Button
          variant="subtle"
          size="compact-md"
          className={classes.other ?? ''}
          disabled={disabled}
          onClick={() => {
            setBefore(picked);
            onPick(null);
            setTyping(true);
          }}
        >
          {t('Type the number instead')}
        </Button>
      )}
    </div>
  );
}
