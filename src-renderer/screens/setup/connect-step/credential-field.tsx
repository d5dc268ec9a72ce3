import { TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { within } from '../../../../src-shared/credentials/pasted-text';
import type { FieldDescriptor } from '../../../../src-shared/providers/descriptor';
import { t } from '../../../../src-shared/texts/translate';
import classes from './connect.module.css';

type CredentialFieldProps = {
  field: FieldDescriptor;
  value: string;
  problem: string | undefined;
  /** Name of the file whose value is used; it stays in the main process. */
  fromFile: string | null;
  disabled: boolean;
  onEdit: (value: string, pasted: boolean) => void;
  onLeave: () => void;
};

const wasPasted = (event: ChangeEvent<HTMLInputElement>) => {
  const { nativeEvent } = event;
  return (
    nativeEvent instanceof InputEvent &&
    (nativeEvent.inputType === 'insertFromPaste' || nativeEvent.inputType === 'insertFromDrop')
  );
};

/** One field of a credential. A secret one is masked from the first character on and is never shown again. */
export function CredentialField({ field, value, problem, fromFile, disabled, onEdit, onLeave }: CredentialFieldProps) {
  return (
    <TextInput
      name={field.id}
      type={field.secret ? 'password' : 'text'}
      label={t(field.label)}
      description={
        fromFile === null
          ? t(field.help)
          : t('The console holds it and does not show it. Type here to use another one.')
      }
      placeholder={
        fromFile === null ? t(field.placeholder) : t('From {fileName}, hidden', { fileName: within(fromFile) })
      }
      value={value}
      error={problem}
      disabled={disabled}
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      classNames={{ input: value === '' ? '' : (classes.code ?? '') }}
      onChange={(event) => onEdit(event.currentTarget.value, wasPasted(event))}
      onBlur={onLeave}
    />
  );
}
