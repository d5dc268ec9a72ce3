import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { catalogue } from '../../../src-shared/errors-catalogue';
import { t } from '../../../src-shared/texts/translate';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { Page, PageHeader } from '../../components/page';
import { replaceRoute } from '../../router/router';
import classes from './error-gallery.module.css';
import { findEntry, galleryGroups, unknownCode } from './gallery';
import { GalleryEntry } from './gallery-entry';
import { useShownFrom } from './use-shown-from';

/** Every known failure, as its screen shows it, and how to see it happen. In practice mode only. */
export function ErrorGalleryScreen({ code }: { code: string | null }) {
  const [search, setSearch] = useState('');
  const groups = useMemo(() => galleryGroups(search), [search]);
  const entry = findEntry(code) ?? groups[0]?.entries[0] ?? catalogue[0] ?? null;
  const unknown = unknownCode(search);
  const shown = useShownFrom(unknown?.code ?? entry?.code);
  return (
    <Page>
      <PageHeader
        title={t('Error gallery')}
        subtitle={t('Every failure that the console can explain, exactly as it is shown when it happens.')}
      />
      <div className={classes.columns}>
        <nav className={classes.list} aria-label={t('Known failures')}>
          <TextInput
            aria-label={t('Search errors')}
            placeholder={t('Search by code or word')}
            leftSection={<IconSearch size="1rem" aria-hidden />}
            rightSection={
              search === '' ? null : (
                <CloseButton size="sm" aria-label={t('Clear search')} onClick={() => setSearch('')} />
              )
            }
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
          />
          {groups.map(({ id, title, entries }) => (
            <section key={id} aria-labelledby={`gallery-${id}`}>
              <h2 id={`gallery-${id}`} className={classes.group}>
                {t(title)} <span className={classes.count}>{entries.length}</span>
              </h2>
              <ul className={classes.entries}>
                {entries.map((each) => (
                  <li key={each.code}>
                    <button
                      type="button"
                      className={classes.entry}
                      aria-current={each === entry && unknown === null ? 'true' : undefined}
                      onClick={() => replaceRoute({ screen: 'error-gallery', code: each.code })}
                    >
                      <span>{each.title}</span>
                      <code>{each.data.providerCode ?? each.code.replace('network.', '')}</code>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {groups.length === 0 && unknown === null && (
            <EmptyState icon={<IconSearchOff size="1.75rem" stroke={1.4} aria-hidden />} title={t('Nothing matches')}>
              {t('Try a code such as 30034, or a word such as landline.')}
            </EmptyState>
          )}
        </nav>
        <div ref={shown} className={classes.shown}>
          {unknown !== null ? (
            <>
              <p className={classes.note}>
                {t('No row of its own: a code that nobody has explained yet is shown like this.')}
              </p>
              <ErrorNotice error={unknown} announce={false} />
            </>
          ) : (
            entry !== null && <GalleryEntry key={entry.code} entry={entry} />
          )}
        </div>
      </div>
    </Page>
  );
}
