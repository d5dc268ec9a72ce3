import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { voxanne } from '../../bridge';
import { BusyButton } from '../../components/busy-button';
import { toast } from '../../console/toast';

/** Saves clinics as a table for a spreadsheet. */
export function ExportButton({ ids }: { ids: ReadonlySet<string> }) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const answer = await voxanne.organizations.export({ ids: [...ids] });
    setBusy(false);
    if (!answer.ok) toast({ tone: 'bad', title: answer.error.message, message: answer.error.fix });
    else if (answer.value.savedTo !== null)
      toast({ tone: 'good', title: t('The list was exported'), message: answer.value.savedTo });
  };
  return (
    <BusyButton
      variant="default"
      size="compact-sm"
      busy={busy}
      busyLabel={t('Exporting…')}
      leftSection={<IconDownload size="0.875rem" aria-hidden />}
      onClick={() => void save()}
    >
      {t('Export as CSV…')}
    </BusyButton>
  );
}
