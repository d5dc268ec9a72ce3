import { isUnverified, verificationWords } from '../../../src-shared/audit/verification-words';
import { t } from '../../../src-shared/texts/translate';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { NoticeBox } from '../../components/notice';
import { exactTime } from '../../components/time-words';
import type { Verification } from './activity-store';

/** What the check of the chain found. */
export function IntegrityNotice({ verification, onRetry }: { verification: Verification; onRetry: () => void }) {
  if (verification.phase === 'idle') return null;
  if (verification.phase === 'verifying') return <Busy>{t('Verifying that no entry was changed…')}</Busy>;
  if (verification.phase === 'failed') return <ErrorNotice error={verification.error} onRetry={onRetry} />;
  const { result } = verification;
  const { title, detail, advice } = verificationWords(result, (at) => exactTime(Date.parse(at)));
  if (result.intact)
    return (
      <NoticeBox tone="good" title={title} role="status">
        {detail}
      </NoticeBox>
    );
  const isOpen = isUnverified(result);
  return (
    <NoticeBox
      tone={isOpen ? 'warning' : 'bad'}
      title={isOpen ? title : t('Not intact: {title}', { title })}
      role={isOpen ? 'status' : 'alert'}
    >
      <p>{detail}</p>
      {advice !== null && <p>{advice}</p>}
    </NoticeBox>
  );
}
