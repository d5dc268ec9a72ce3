import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useClinics } from '../../console/clinics/use-clinics';
import { useAppStatus } from '../../console/use-console';
import classes from './clinic-toolbar.module.css';

/** A dialog holds the focus, and what lies under it is not to be typed into. */
const dialogIsOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** The search field. `Ctrl/Cmd+F` goes to it from anywhere on the screen. */
export function ClinicSearch() {
  const search = useClinics((state) => state.query.search);
  const { search: setSearch } = useClinics.getState();
  const mac = useAppStatus().platform === 'darwin';
  const field = useRef<HTMLInputElement>(null);

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
    setSearch('');
    field.current?.focus();
  };
  return (
    <search className={classes.search}>
      <TextInput
        ref={field}
        aria-label="Search clinics"
        aria-keyshortcuts={mac ? 'Meta+F' : 'Control+F'}
        placeholder="Search clinics"
        leftSection={<IconSearch size="1rem" aria-hidden />}
        rightSectionWidth={search === '' ? '4rem' : undefined}
        rightSection={
          search === '' ? (
            <kbd className={classes.keys} aria-hidden>
              {mac ? '⌘F' : 'Ctrl F'}
            </kbd>
          ) : (
            <CloseButton size="sm" aria-label="Clear search" onClick={clear} />
          )
        }
        rightSectionPointerEvents={search === '' ? 'none' : 'all'}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && search !== '') {
            event.stopPropagation();
            setSearch('');
          }
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            document.querySelector<HTMLElement>('[data-clinic-row][tabindex="0"]')?.focus();
          }
        }}
      />
    </search>
  );
}
