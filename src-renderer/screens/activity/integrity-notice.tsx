import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { NoticeBox } from '../../components/notice';
import { formatCount } from '../../components/number-words';
import type { Verification } from './activity-store';

/** What the check of the chain found. */
export function IntegrityNotice({ verification, onRetry }: { verification: Verification; onRetry: () => void }) {
  if (verification.phase === 'idle') return null;
  if (verification.phase === 'verifying') return <Busy>Verifying that no entry was changed…</Busy>;
  if (verification.phase === 'failed') return <ErrorNotice error={verification.error} onRetry={onRetry} />;
  const { intact, checked, firstBroken } = verification.result;
  const count = `${formatCount(checked)} ${checked === 1 ? 'entry' : 'entries'}`;
  return intact ? (
    <NoticeBox tone="good" title={`Intact: ${count} verified`} role="status">
      Each entry fits the one before it. None was changed, removed or put in between.
    </NoticeBox>
  ) : (
    <NoticeBox
      tone="bad"
      title={
        firstBroken === null ? 'The activity is not intact' : `Not intact from entry ${formatCount(firstBroken)} on`
      }
      role="alert"
    >
      <p>
        {count} were checked. This one does not fit the one before it: the database was changed outside the console, or
        it is damaged. What came before can be trusted.
      </p>
      <p>Keep a copy of the database as it is, and ask whoever looks after this computer.</p>
    </NoticeBox>
  );
}
