import { memo } from 'react';
import { clinicStateWords } from '../../../src-shared/organizations/clinic-state';
import type { OrganizationSummary } from '../../../src-shared/organizations/organization';
import { providerDescriptors } from '../../../src-shared/providers';
import { Ladder } from '../../components/ladder';
import { ModeBadge } from '../../components/mode-badge';
import { PhoneText } from '../../components/phone-text';
import { RelativeTime } from '../../components/relative-time';
import { StatusBadge, ToneIcon } from '../../components/status-badge';
import classes from './clinic-table.module.css';

type ClinicRowProps = {
  clinic: OrganizationSummary;
  index: number;
  top: number;
  tabbable: boolean;
  onFocus: (index: number) => void;
  onOpen: (clinic: OrganizationSummary) => void;
};

const providers = Object.values(providerDescriptors);

/** One clinic, whole in one row: a click or Enter opens it. */
export const ClinicRow = memo(function ClinicRow({ clinic, index, top, tabbable, onFocus, onOpen }: ClinicRowProps) {
  const { tone, word } = clinicStateWords[clinic.state];
  return (
    // biome-ignore lint/a11y: a row of the grid, focused as a whole and opened with Enter
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-label={clinic.name}
      data-clinic-row={index}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={tabbable ? 0 : -1}
      onFocus={() => onFocus(index)}
      onClick={() => onOpen(clinic)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onOpen(clinic);
      }}
    >
      {/* biome-ignore-start lint/a11y: cells of the grid, see there */}
      <div role="gridcell" className={classes.clinic}>
        <span className={classes.name} title={clinic.name}>
          {clinic.name}
        </span>
        {clinic.attention !== null && (
          <span className={classes.attention} data-tone={tone} title={clinic.attention}>
            {clinic.status === 'needs-attention' && <ToneIcon tone={tone} size="0.875rem" />}
            <span>{clinic.attention}</span>
          </span>
        )}
      </div>
      {providers.map(({ id, name }) => {
        const connection = clinic.connections.find(({ provider }) => provider === id);
        return (
          <div key={id} role="gridcell">
            {connection === undefined ? (
              <span className={classes.none} data-provider={name}>
                {clinic.notNeeded.includes(id) ? 'Not needed' : 'Not connected'}
              </span>
            ) : (
              <Ladder
                ladder={connection.ladder}
                variant="compact"
                title={
                  connection.resource === null ? (
                    'Nothing picked yet'
                  ) : (
                    <>
                      <ModeBadge provider={id} mode={connection.mode} plain /> <Resource value={connection.resource} />
                    </>
                  )
                }
              />
            )}
          </div>
        );
      })}
      <div role="gridcell">
        <StatusBadge tone={tone}>{word}</StatusBadge>
      </div>
      <div role="gridcell" className={classes.checked}>
        {clinic.checkedAt === null ? 'Never' : <RelativeTime at={clinic.checkedAt} />}
      </div>
      {/* biome-ignore-end lint/a11y: see above */}
    </div>
  );
});

const Resource = ({ value }: { value: string }) =>
  /^\+\d+$/.test(value) ? <PhoneText number={value} /> : <span title={value}>{value}</span>;
