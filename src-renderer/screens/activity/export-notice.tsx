import { Button } from '@mantine/core';
import { t } from '../../../src-shared/texts/translate';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { NoticeBox } from '../../components/notice';
import type { Export } from './activity-store';
import { useActivity } from './use-activity';

/** What became of an export. */
export function ExportNotice({ exported }: { exported: Export }) {
  const { save, dismissExport } = useActivity.getState();
  if (exported.phase === 'idle') return null;
  if (exported.phase === 'saving') return <Busy>{t('Saving what is shown…')}</Busy>;
  if (exported.phase === 'failed')
    return <ErrorNotice error={exported.error} onRetry={() => void save(exported.format)} />;
  return (
    <NoticeBox
      tone="good"
      role="status"
      title={t('Saved {entries, plural, one {# entry} other {# entries}}', { entries: exported.entries })}
      actions={
        <Button size="compact-sm" variant="default" onClick={dismissExport}>
          {t('Close')}
        </Button>
      }
    >
      {exported.file}
    </NoticeBox>
  );
}
