import { IconDots, IconHeadset } from '@tabler/icons-react';
import { Fragment, type MouseEvent, memo } from 'react';
import { clinicStateWords } from '../../../src-shared/organizations/clinic-state';
import { allProviders, modeDescriptorOf, providerDescriptors } from '../../../src-shared/providers';
import type { ClinicSummary } from '../../../src-shared/readiness/summarize';
import { t } from '../../../src-shared/texts/translate';
import { attemptWords } from '../../components/attempt-words';
import { MiniLadder, NoLadder } from '../../components/mini-ladder';
import { isForTrying, ModeBadge } from '../../components/mode-badge';
import { PhoneText } from '../../components/phone-text';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge } from '../../components/status-badge';
import classes from './clinic-table.module.css';
import type { MenuPlace } from './row-menu';

type ClinicRowProps = {
  clinic: ClinicSummary;
  /** How many receptionists have its credentials. */
  machines: number;
  index: number;
  top: number;
  tabbable: boolean;
  picked: boolean;
  onFocus: (clinic: ClinicSummary, index: number) => void;
  onOpen: (clinic: ClinicSummary) => void;
  /** @param range with all rows since the one that was picked before */
  onPick: (clinic: ClinicSummary, range: boolean) => void;
  onMenu: (clinic: ClinicSummary, at: MenuPlace) => void;
};

/** The focus is the row's, whatever in it was clicked. */
const focusRow = (event: MouseEvent<HTMLElement>) => {
  event.preventDefault();
  event.currentTarget.closest<HTMLElement>('[data-clinic-row]')?.focus({ preventScroll: true });
};

/**
 * One clinic, whole in one row: a click or Enter opens it, the space bar picks it. Ctrl and a click picks it too, with
 * Shift all between; the other button of the mouse opens its menu.
 */
export const ClinicRow = memo(function ClinicRow({
  clinic,
  machines,
  index,
  top,
  tabbable,
  picked,
  onFocus,
  onOpen,
  onPick,
  onMenu,
}: ClinicRowProps) {
  const { tone, word } = clinicStateWords[clinic.state];
  const sentences = sentencesOf(clinic);
  const attempts = attemptsOf(clinic);
  return (
    // biome-ignore lint/a11y: a row of the grid, focused as a whole and opened with Enter
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-label={clinic.name}
      aria-selected={picked}
      data-clinic-row={index}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={tabbable ? 0 : -1}
      onFocus={() => onFocus(clinic, index)}
      onClick={({ ctrlKey, metaKey, shiftKey }) => {
        if (ctrlKey || metaKey || shiftKey) onPick(clinic, shiftKey);
        else onOpen(clinic);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(clinic, { x: event.clientX, y: event.clientY, side: 'start' });
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        if (event.key === 'Enter') onOpen(clinic);
        else onPick(clinic, event.shiftKey);
      }}
    >
      {/* biome-ignore-start lint/a11y: cells of the grid, see there */}
      <div role="gridcell" className={classes.pick} onMouseDown={focusRow} onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          tabIndex={-1}
          checked={picked}
          aria-label={t('Select {name}', { name: clinic.name })}
          onClick={({ shiftKey }) => onPick(clinic, shiftKey)}
          readOnly
        />
      </div>
      <div role="gridcell" className={classes.clinic}>
        <div className={classes.title}>
          <span className={classes.name} dir="auto" title={clinic.name}>
            {clinic.name}
          </span>
          {clinic.connections.filter(isForTrying).map((connection) => (
            <span
              key={connection.provider}
              className={classes.mode}
              title={`${providerDescriptors[connection.provider].name}: ${modeLabel(connection) ?? ''}`}
            >
              <ModeBadge provider={connection.provider} mode={connection.mode} />
            </span>
          ))}
          {machines > 0 && (
            <span className={classes.machines} title={usedBy(machines)}>
              <IconHeadset size="0.875rem" aria-hidden />
              <span className="vx-hidden">{usedBy(machines)}</span>
            </span>
          )}
        </div>
        <div className={classes.below}>
          {sentences.length > 0 && (
            <span
              className={classes.sentences}
              title={[...sentences, ...(attempts === '' ? [] : [attempts])].join('\n')}
            >
              {sentences.map((sentence, index) => (
                <Fragment key={sentence}>
                  {index > 0 && ' · '}
                  <span>{sentence}</span>
                </Fragment>
              ))}
            </span>
          )}
          <Resources clinic={clinic} />
        </div>
      </div>
      {allProviders.map((provider) => {
        const { id, name } = provider;
        const connection = clinic.connections.find((each) => each.provider === id);
        return (
          <div key={id} role="gridcell" className={classes.provider} data-provider={name}>
            {connection === undefined ? (
              <NoLadder provider={provider} notNeeded={clinic.notNeeded.includes(id)} />
            ) : (
              <MiniLadder ladder={connection.ladder} />
            )}
          </div>
        );
      })}
      <div role="gridcell" className={classes.status}>
        <StatusBadge tone={tone} plain={tone === 'good'}>
          {t(word)}
        </StatusBadge>
      </div>
      <div role="gridcell" className={classes.checked} title={attempts === '' ? undefined : attempts}>
        {clinic.checkedAt === null ? t('Never') : <RelativeTime at={clinic.checkedAt} briefly />}
      </div>
      <div role="gridcell" className={classes.more} onMouseDown={focusRow} onClick={(event) => event.stopPropagation()}>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('Actions for {name}', { name: clinic.name })}
          aria-haspopup="menu"
          onClick={({ currentTarget }) => {
            const { right, bottom } = currentTarget.getBoundingClientRect();
            onMenu(clinic, { x: right, y: bottom, side: 'end' });
          }}
        >
          <IconDots size="1rem" aria-hidden />
        </button>
      </div>
      {/* biome-ignore-end lint/a11y: see above */}
    </div>
  );
});

const usedBy = (machines: number) =>
  t('Used by {machines, plural, one {# receptionist} other {# receptionists}}', { machines });

/** What to do next comes first, where a narrow line ends: the ladder beside it says in a word what is wrong. */
const sentencesOf = ({ attention, nextAction }: ClinicSummary): string[] =>
  [nextAction?.text ?? null, attention].filter((sentence) => sentence !== null);

/** Failed attempts beside the last proofs, a line each. */
const attemptsOf = ({ connections }: ClinicSummary) =>
  connections
    .filter(({ failedAttempt }) => failedAttempt !== undefined)
    .map(
      ({ provider, failedAttempt, checkedAt }) =>
        `${providerDescriptors[provider].name}: ${failedAttempt?.message} ` +
        attemptWords({ attemptedAt: failedAttempt?.at, verifiedAt: checkedAt }),
    )
    .join('\n');

type Connection = ClinicSummary['connections'][number];

const modeLabel = (connection: Connection): string | undefined => {
  const mode = modeDescriptorOf(connection);
  return mode && t(mode.label);
};

/** What the connections are recognised by: numbers and accounts. */
function Resources({ clinic: { connections } }: { clinic: ClinicSummary }) {
  const named = connections.filter(({ resource }) => resource !== null);
  return (
    <span className={classes.resources}>
      {named.map((connection, index) => (
        <Fragment key={connection.provider}>
          {index > 0 && ' · '}
          <Resource connection={connection} />
        </Fragment>
      ))}
    </span>
  );
}

function Resource({ connection }: { connection: Connection }) {
  const { resource } = connection;
  if (resource === null) return null;
  const label = modeLabel(connection);
  return (
    <>
      {/^\+\d+$/.test(resource) ? <PhoneText number={resource} /> : <bdi title={resource}>{resource}</bdi>}
      {label !== undefined && ` (${label})`}
    </>
  );
}
