import { Button } from '@mantine/core';
import type { CatalogueEntry } from '../../../src-shared/errors-catalogue';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { PhoneText } from '../../components/phone-text';
import { SidText } from '../../components/sid-text';
import { choosePracticeNetwork } from '../../console/practice';
import { useAppStatus } from '../../console/use-console';
import { usePracticeScenarios } from '../../console/use-practice-scenarios';
import { navigate } from '../../router/router';
import classes from './error-gallery.module.css';
import { rehearsalOf } from './gallery';

/** One failure: its screen, and how to see it happen. */
export function GalleryEntry({ entry }: { entry: CatalogueEntry }) {
  const scenarios = usePracticeScenarios();
  const rehearsal = rehearsalOf(entry, scenarios);
  return (
    <>
      <p className={classes.note} role="status">
        {entry.title} is shown like this:
      </p>
      <ErrorNotice error={entry.data} announce={false} />
      <Card title="See it happen">
        {rehearsal === null && <Busy>Reading the practice accounts…</Busy>}
        {rehearsal?.kind === 'none' && <p>{rehearsal.why}</p>}
        {rehearsal?.kind === 'account' && (
          <>
            <p>
              Set up a clinic and, in the {rehearsal.step} step, choose <b>{rehearsal.label}</b> under “{rehearsal.menu}
              ”: {rehearsal.detail}.
            </p>
            {rehearsal.copy !== null && (
              <p className={classes.copy}>
                {rehearsal.copy.label} <SidText value={rehearsal.copy.value} name={rehearsal.copy.label} />
              </p>
            )}
          </>
        )}
        {rehearsal?.kind === 'networks' && (
          <>
            <p>
              On this network everything that is asked of a provider ends like this: Verify, checks, tests, sign-ins. It
              is made on this computer.
            </p>
            <NetworkList networks={rehearsal.networks} />
          </>
        )}
        {rehearsal?.kind === 'recipient' && (
          <>
            <p>
              Send the SMS test of any practice clinic to this number. It is called <b>{rehearsal.label}</b> under
              “Practice recipients”.
            </p>
            <p className={classes.copy}>
              <PhoneText number={rehearsal.number} /> <SidText value={rehearsal.number} name="Recipient number" whole />
            </p>
          </>
        )}
        {rehearsal !== null && rehearsal.kind !== 'none' && (
          <div className={classes.actions}>
            <Button variant="default" onClick={() => navigate('/setup')}>
              Set up a practice clinic
            </Button>
          </div>
        )}
      </Card>
    </>
  );
}

/** The bad networks that lead to one failure, each with the button that puts practice mode on it, or back. */
function NetworkList({ networks }: { networks: readonly { id: string; label: string; detail: string }[] }) {
  const { practiceNetwork } = useAppStatus();
  return (
    <ul className={classes.networks}>
      {networks.map(({ id, label, detail }) => (
        <li key={id} className={classes.network}>
          <span>
            <b>{label}</b>
            <span className={classes.networkDetail}>{detail}</span>
          </span>
          {practiceNetwork?.id === id ? (
            <Button variant="default" size="compact-sm" onClick={() => void choosePracticeNetwork(null)}>
              Back to a normal network
            </Button>
          ) : (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`Use this network: ${label}`}
              onClick={() => void choosePracticeNetwork(id)}
            >
              Use this network
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
