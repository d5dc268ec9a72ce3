import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { t } from '../../src-shared/texts/translate';
import { dialogIsOpen, searchIsDrawn } from './find';
import classes from './search-field.module.css';
import { useAppStatus } from './use-console';

type SearchFieldProps = {
  /** Its name, and what stands in it while it is empty. */
  label: string;
  value: string;
  onChange: (search: string) => void;
  /** Moves to the results. */
  onLeave: () => void;
};

/** The one search field of a screen. `Ctrl/Cmd+F` goes to it from anywhere on the screen. */
export function SearchField({ label, value, onChange, onLeave }: SearchFieldProps) {
  const mac = useAppStatus().platform === 'darwin';
  const field = useRef<HTMLInputElement>(null);

  useEffect(searchIsDrawn, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const asked = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey);
      if (!asked || event.altKey || event.shiftKey || dialogIsOpen()) return;
      event.preventDefault();
      field.current?.select();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  const clear = () => {
    onChange('');
    field.current?.focus();
  };
  return (
    <search className={classes.search}>
      <TextInput
        ref={field}
        aria-label={label}
        aria-keyshortcuts={mac ? 'Meta+F' : 'Control+F'}
        placeholder={label}
        leftSection={<IconSearch size="1rem" aria-hidden />}
        rightSectionWidth={value === '' ? '4rem' : undefined}
        rightSection={
          value === '' ? (
            <kbd className={classes.keys} aria-hidden>
              {mac ? '⌘F' : 'Ctrl F'}
            </kbd>
          ) : (
            <CloseButton size="sm" aria-label={t('Clear search')} onClick={clear} />
          )
        }
        rightSectionPointerEvents={value === '' ? 'none' : 'all'}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            onLeave();
          }
        }}
      />
    </search>
  );
}
