import { Button } from '@mantine/core';
import type { CatalogueEntry } from '../../../src-shared/errors-catalogue';
import { Busy } from '../../components/busy';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { PhoneText } from '../../components/phone-text';
import { SidText } from '../../components/sid-text';
import { navigate } from '../../router/router';
import { usePracticeScenarios } from '../setup/use-practice-scenarios';
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
              Set up a clinic and, in the Twilio step, choose <b>{rehearsal.label}</b> under “Use a practice account”: {rehearsal.detail}.
            </p>
            {rehearsal.accountSid !== null && (
              <p className={classes.copy}>
                Account SID <SidText value={rehearsal.accountSid} name="Account SID" />
              </p>
            )}
          </>
        )}
        {rehearsal?.kind === 'client' && (
          <p>
            Set up a clinic and, in the Google Calendar step, choose <b>{rehearsal.label}</b> under “Use a practice client”: {rehearsal.detail}.
          </p>
        )}
        {rehearsal?.kind === 'recipient' && (
          <>
            <p>
              Send the SMS test of any practice clinic to this number. It is called <b>{rehearsal.label}</b> under “Practice recipients”.
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
