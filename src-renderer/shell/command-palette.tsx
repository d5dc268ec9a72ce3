import { folded } from '../../src-shared/folded';
import { t } from '../../src-shared/texts/translate';
import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import {
  IconArrowRight,
  IconBuildingHospital,
  IconContrast,
  IconFirstAidKit,
  IconLock,
  IconPlayerStop,
  IconPlus,
  IconQuestionMark,
  IconRefresh,
  IconSearch,
} from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import { isForTrying, ModeBadge } from '../components/mode-badge';
import { formatCount } from '../components/number-words';
import type { ListedClinic } from '../console/clinics/listed-clinic';
import { useClinics } from '../console/clinics/use-clinics';
import { isSimulated, useAppStatus } from '../console/use-console';
import { usePlace } from '../console/vault/place-store';
import { navigate } from '../router/router';
import classes from './command-palette.module.css';
import { type CommandIcon, foundCommands, paletteCommands } from './commands';
import { ListBox } from './list-box';

const [store, palette] = createSpotlight();
const icons: Record<CommandIcon, typeof IconArrowRight> = {
  go: IconArrowRight,
  add: IconPlus,
  check: IconRefresh,
  stop: IconPlayerStop,
  practice: IconFirstAidKit,
  lock: IconLock,
  help: IconQuestionMark,
  theme: IconContrast,
};

const clinicsShown = 8;
/** Above the palette, and as much below it: all commands are in sight in a window of 700 pixels. */
const offset = '2.5rem';
/** Milliseconds. The palette gives the focus back where it was as it closes; only then may a new screen take it. */
const afterClosing = 50;

/** Goes anywhere and does what the screens do, from the keyboard. Each new `request` opens it. */
export function CommandPalette({ request }: { request: number }) {
  const [query, setQuery] = useState('');
  const status = useAppStatus();
  // Some commands can’t be done while a shared vault is away.
  usePlace((state) => state.place);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  useEffect(() => {
    palette.open();
    // Opened before the list of clinics was ever shown.
    if (request > 0 && useClinics.getState().data.phase === 'loading') void useClinics.getState().refresh();
  }, [request]);
  const clinics = useFoundClinics(query);
  const asked = folded(query).trim();
  const commands = foundCommands(paletteCommands(status), asked);
  const { index } = useClinics.getState();
  const shownClinics = clinics.slice(0, clinicsShown).map((clinic) => index.summary(clinic));
  const hasOptions = commands.length + shownClinics.length > 0;
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      attributes={{
        content: { 'aria-label': t('Command palette') },
        // Names read in their own direction.
        actionLabel: { dir: 'auto' },
        actionDescription: { dir: 'auto' },
      }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      classNames={{ search: classes.search, action: classes.action, actionsList: classes.list }}
      shortcut={null}
      clearQueryOnClose
      centered={false}
      yOffset={offset}
      scrollable
      maxHeight={`calc(100vh - 2 * ${offset})`}
      transitionProps={{ transition: 'fade', duration: 100 }}
    >
      <Spotlight.Search
        ref={field}
        aria-label={t('Search commands and clinics')}
        role="combobox"
        aria-expanded={hasOptions}
        placeholder={
          isSimulated(status) ? t('Go to a simulated clinic, or do something') : t('Go to a clinic, or do something')
        }
        leftSection={<IconSearch size="1.125rem" aria-hidden />}
      />
      <Spotlight.ActionsList id={listId}>
        <ListBox listId={listId} label={t('Commands and clinics')} field={field} />
        {commands.length > 0 && (
          <Spotlight.ActionsGroup label={t('Commands')} role="group" aria-label={t('Commands')}>
            {commands.map(({ label, run, refused = null, icon, shortcut }) => {
              const Icon = icons[icon];
              return (
                <Spotlight.Action
                  key={label}
                  role="option"
                  aria-label={label}
                  label={label}
                  leftSection={<Icon size="1rem" aria-hidden />}
                  {...(shortcut === undefined
                    ? {}
                    : {
                        rightSection: <kbd className={classes.keys}>{shortcut.shown}</kbd>,
                        'aria-keyshortcuts': shortcut.spoken,
                      })}
                  {...(refused === null
                    ? { onClick: () => void setTimeout(run, afterClosing) }
                    : {
                        description: refused,
                        'aria-disabled': true,
                        'aria-description': refused,
                        closeSpotlightOnTrigger: false,
                      })}
                />
              );
            })}
          </Spotlight.ActionsGroup>
        )}
        {clinics.length > 0 && (
          <Spotlight.ActionsGroup
            role="group"
            aria-label={t('Clinics')}
            label={
              clinics.length > clinicsShown
                ? t('Clinics ({shown} of {total})', { shown: clinicsShown, total: formatCount(clinics.length) })
                : t('Clinics')
            }
          >
            {shownClinics.map(({ id, name, attention, connections }) => (
              <Spotlight.Action
                key={id}
                role="option"
                label={name}
                {...(attention === null ? {} : { description: attention })}
                leftSection={<IconBuildingHospital size="1rem" aria-hidden />}
                rightSection={connections
                  .filter(isForTrying)
                  .map(({ provider, mode }) => <ModeBadge key={provider} provider={provider} mode={mode} />)}
                onClick={() => setTimeout(() => navigate(`/clinics/${id}`), afterClosing)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {commands.length === 0 && clinics.length === 0 && (
          <Spotlight.Empty>{t('Nothing is called “{query}”.', { query })}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** The clinics that a search finds, in time also those that change. */
function useFoundClinics(search: string): readonly ListedClinic[] {
  const version = useClinics((state) => state.version);
  const [found, setFound] = useState<readonly ListedClinic[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for again when a clinic changed
  useEffect(() => {
    if (search.trim() === '') return setFound([]);
    return useClinics.getState().index.look(search, setFound);
  }, [search, version]);
  return found;
}
