import { providerDescriptors } from '../../src-shared/providers';
import { type Text, t, text } from '../../src-shared/texts/translate';
import type { MachineUse, SinceFailure } from '../../src-shared/vault/members';
import classes from './machine-use-lines.module.css';
import { RelativeTime } from './relative-time';
import { Said } from './said';
import { ToneIcon } from './status-badge';

type MachineUseLinesProps = {
  use: MachineUse;
  /** With the name of the provider. */
  isNamed?: boolean;
};

const tones: Record<SinceFailure, 'warning' | 'bad' | null> = { 'not-checked': 'warning', broken: 'bad', works: null };
const found: Record<SinceFailure, Text> = {
  'not-checked': text('No console has checked it since.'),
  broken: text('A check since then failed, too.'),
  works: text('A check since then passed.'),
};

/** What a receptionist was delivered, what it has loaded, and what it used: three things, each with its age. */
export function MachineUseLines({ use, isNamed = false }: MachineUseLinesProps) {
  const { provider, delivered, isHeldBack, loaded, lastUsedAt, lastFailure } = use;
  const isBehind = !delivered.revoked && loaded !== null && loaded.revision < delivered.revision;
  // What was loaded since may have mended it.
  const isOpen =
    lastFailure !== null && !delivered.revoked && (loaded === null || lastFailure.revision >= loaded.revision);
  // A receptionist’s word alone makes nothing red.
  const tone = isOpen ? tones[lastFailure.since] : null;
  const ago = (at: string) => ({ ago: () => <RelativeTime at={at} /> });
  return (
    <ul className={classes.lines} aria-label={isNamed ? providerDescriptors[provider].name : undefined}>
      {isNamed && <li className={classes.provider}>{providerDescriptors[provider].name}</li>}
      <li>
        <Said
          text={delivered.revoked ? text('Revoked <ago></ago>') : text('Delivered: revision {revision}, <ago></ago>')}
          values={{ revision: delivered.revision }}
          parts={ago(delivered.at)}
        />
      </li>
      {isHeldBack && (
        <>
          <li data-tone="bad">
            <ToneIcon tone="bad" size="0.875rem" />
            {t(
              'The server shows less than was delivered: it was restored from an earlier time, or holds something back.',
            )}
          </li>
          <li data-tone="bad">
            {t(
              'Replace the credentials concerned at their providers, save them here again, and ask whoever runs the database.',
            )}
          </li>
        </>
      )}
      <li>
        {isBehind && <ToneIcon tone="waiting" size="0.875rem" />}
        {loaded === null ? (
          t('Not loaded yet')
        ) : (
          <Said
            text={
              isBehind
                ? text('Loaded: older revision {revision}, <ago></ago>')
                : text('Loaded: revision {revision}, <ago></ago>')
            }
            values={{ revision: loaded.revision }}
            parts={ago(loaded.at)}
          />
        )}
      </li>
      <li>{lastUsedAt === null ? t('Not used yet') : <Said text="Last used <ago></ago>" parts={ago(lastUsedAt)} />}</li>
      {lastFailure !== null && (
        <li data-tone={tone ?? undefined}>
          {tone !== null && <ToneIcon tone={tone} size="0.875rem" />}
          <Said
            text="Last failure: {provider} did not accept it ({code}), with revision {revision}, <ago></ago>"
            values={{
              provider: providerDescriptors[provider].name,
              code: lastFailure.code,
              revision: lastFailure.revision,
            }}
            parts={ago(lastFailure.at)}
          />
        </li>
      )}
      {isOpen && <li data-tone={tone ?? undefined}>{t(found[lastFailure.since])}</li>}
    </ul>
  );
}
