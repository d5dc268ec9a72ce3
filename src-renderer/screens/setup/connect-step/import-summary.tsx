import type { ImportedFile } from '../../../../src-shared/credentials/connection';
import { atStart, pastedText, within } from '../../../../src-shared/credentials/pasted-text';
import { t } from '../../../../src-shared/texts/translate';
import { Notice, NoticeBox } from '../../../components/notice';
import classes from './connect.module.css';

const fewKeys = 3;

/** What was read from a file, and what was left. */
export function ImportSummary({ imported }: { imported: ImportedFile }) {
  const { fileName, taken, ignored, notices = [] } = imported;
  const ignoredList = (
    <ul className={classes.keys}>
      {ignored.map(({ key, reason }) => (
        <li key={key}>
          <code>{key}</code> {reason}
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <NoticeBox
        tone={taken.length === 0 ? 'warning' : 'info'}
        role="status"
        title={
          taken.length === 0
            ? t('{fileName} has nothing that fits here', { fileName: atStart(fileName) })
            : t('Took {count, plural, one {# value} other {# values}} from {fileName}', {
                count: taken.length,
                fileName: within(fileName),
              })
        }
      >
        {taken.length > 0 && (
          <p>
            {t('Taken:')}{' '}
            {taken.map((key, index) => (
              <span key={key}>
                {index > 0 && ', '}
                <code>{key}</code>
              </span>
            ))}
            .{fileName !== pastedText && ` ${t('The file itself was left as it is.')}`}
          </p>
        )}
        {ignored.length > 0 && ignored.length <= fewKeys && (
          <>
            <p>{t('Ignored:')}</p>
            {ignoredList}
          </>
        )}
        {ignored.length > fewKeys && (
          <details className={classes.more}>
            <summary>{t('{count} other entries were ignored', { count: ignored.length })}</summary>
            {ignoredList}
          </details>
        )}
      </NoticeBox>
      {notices.map((notice) => (
        <Notice key={notice.title} notice={notice} />
      ))}
    </>
  );
}
