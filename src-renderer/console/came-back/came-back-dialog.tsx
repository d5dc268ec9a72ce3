import { t } from '../../../src-shared/texts/translate';
import '@mantine/core/styles/Checkbox.layer.css';
import { Button, Checkbox, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type CameBackCredential, endWords, returnWords } from '../../../src-shared/credentials/came-back';
import type { AppErrorData } from '../../../src-shared/errors';
import { providerDescriptors } from '../../../src-shared/providers';
import { BusyButton } from '../../components/busy-button';
import { DialogFooter } from '../../components/dialog-footer';
import { FocusedError } from '../../components/focused-error';
import { NoticeBox } from '../../components/notice';
import { formatCount } from '../../components/number-words';
import classes from './came-back.module.css';
import { confirmAll, keyOf, removeAll, useCameBack } from './came-back-store';

/** How many rows are drawn. The others can be decided together with all. */
const rowsShown = 100;

type Decision = 'use' | 'remove';

/** All credentials that came back: a person says which are used again, and which are removed. */
export function CameBackDialog({ onClose }: { onClose: () => void }) {
  const waiting = useCameBack((state) => state.waiting);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Decision | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<AppErrorData | null>(null);
  const stopped = useRef(false);
  useEffect(() => void useCameBack.getState().load(), []);
  const chosen = waiting.filter((one) => picked.has(keyOf(one)));
  const busy = done !== null;
  const toggle = (one: CameBackCredential) => {
    const next = new Set(picked);
    if (!next.delete(keyOf(one))) next.add(keyOf(one));
    setPicked(next);
  };

  const decide = async (decision: Decision) => {
    if (busy) return;
    stopped.current = false;
    setError(null);
    setDone(0);
    const act = decision === 'use' ? confirmAll : removeAll;
    const failure = await act(chosen, { progress: setDone, isStopped: () => stopped.current });
    setDone(null);
    setError(failure);
    setAsked(null);
    setPicked(new Set());
    if (failure === null && useCameBack.getState().waiting.length === 0) onClose();
  };

  return (
    <Modal
      opened
      size="lg"
      onClose={() => !busy && onClose()}
      title={t('Credentials that came back')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={classes.dialog}>
        {asked === null ? (
          <>
            <p className={classes.explain}>
              {t(
                'They are in the database again although they had ended, or nobody can say whether they had. None of them is used before you decide.',
              )}
            </p>
            {error !== null && <FocusedError error={error} />}
            {waiting.length === 0 ? (
              <p className={classes.explain} role="status">
                {t('Nothing waits to be decided.')}
              </p>
            ) : (
              <Rows waiting={waiting} picked={picked} onToggle={toggle} onPick={setPicked} />
            )}
            <DialogFooter>
              <Button variant="default" onClick={onClose} data-autofocus>
                {t('Close')}
              </Button>
              <Button
                variant="default"
                className={classes.danger ?? ''}
                disabled={chosen.length === 0}
                onClick={() => setAsked('remove')}
              >
                {t('Remove picked')}
              </Button>
              <Button disabled={chosen.length === 0} onClick={() => setAsked('use')}>
                {t('Use picked again')}
              </Button>
            </DialogFooter>
          </>
        ) : (
          <>
            <Question decision={asked} chosen={chosen} />
            <DialogFooter>
              {busy && chosen.length > 1 && (
                <span className={classes.progress} role="status">
                  {t('{done} of {total}', { done: formatCount(done), total: formatCount(chosen.length) })}
                </span>
              )}
              <Button
                variant="default"
                data-autofocus
                onClick={() => {
                  if (busy) stopped.current = true;
                  else setAsked(null);
                }}
              >
                {busy ? t('Stop') : t('Back')}
              </Button>
              <BusyButton
                {...(asked === 'remove' ? { color: 'red' } : {})}
                busy={busy}
                busyLabel={asked === 'use' ? t('Confirming…') : t('Removing…')}
                onClick={() => void decide(asked)}
              >
                {asked === 'use'
                  ? t('Use {count, plural, one {# credential} other {# credentials}}', { count: chosen.length })
                  : t('Remove {count, plural, one {# credential} other {# credentials}}', { count: chosen.length })}
              </BusyButton>
            </DialogFooter>
          </>
        )}
      </div>
    </Modal>
  );
}

function Rows({
  waiting,
  picked,
  onToggle,
  onPick,
}: {
  waiting: readonly CameBackCredential[];
  picked: ReadonlySet<string>;
  onToggle: (one: CameBackCredential) => void;
  onPick: (picked: ReadonlySet<string>) => void;
}) {
  const isAll = waiting.every((one) => picked.has(keyOf(one)));
  const more = waiting.length - rowsShown;
  return (
    <div className={classes.rows}>
      {waiting.length > 1 && (
        <Checkbox
          className={classes.all}
          label={t('Pick all {count}', { count: formatCount(waiting.length) })}
          checked={isAll}
          indeterminate={!isAll && picked.size > 0}
          onChange={() => onPick(isAll ? new Set() : new Set(waiting.map(keyOf)))}
        />
      )}
      <ul className={classes.list} aria-label={t('Credentials that came back')}>
        {waiting.slice(0, rowsShown).map((one) => (
          <li key={keyOf(one)}>
            <Checkbox
              checked={picked.has(keyOf(one))}
              onChange={() => onToggle(one)}
              label={
                <span className={classes.label}>
                  <bdi className={classes.clinic}>{one.clinic}</bdi>
                  <span className={classes.which}>
                    {providerDescriptors[one.provider].name}: {one.keyHint}
                  </span>
                </span>
              }
              description={
                <span className={classes.what} data-how={one.cameBack.how}>
                  <strong>{capital(endWords(one.cameBack))}.</strong> {returnWords(one.cameBack)}
                </span>
              }
            />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className={classes.explain}>
          {t('And {count} more. They are decided together, with “Pick all”.', { count: formatCount(more) })}
        </p>
      )}
    </div>
  );
}

function Question({ decision, chosen }: { decision: Decision; chosen: readonly CameBackCredential[] }) {
  const revoked = chosen.filter(({ cameBack: { how } }) => how === 'revoked' || how === 'removed').length;
  if (decision === 'remove')
    return (
      <p className={classes.explain}>
        {t(
          '{count, plural, one {# credential is} other {# credentials are}} destroyed on this computer, and the access is withdrawn where the provider can be told. This can’t be taken back.',
          { count: chosen.length },
        )}
      </p>
    );
  return (
    <>
      <p className={classes.explain}>
        {t(
          'The console uses {count, plural, one {# credential} other {# credentials}} again, as if nothing had ended. Who decided so is kept in the activity.',
          { count: chosen.length },
        )}
      </p>
      {revoked > 0 && (
        <NoticeBox
          tone="warning"
          title={t(
            '{revoked, plural, one {# of {total, number} was revoked by a person} other {# of {total, number} were revoked by a person}}',
            { revoked, total: chosen.length },
          )}
        >
          {t(
            '{count, plural, one {Somebody ended it on purpose. Ask before you use it again.} other {Somebody ended them on purpose. Ask before you use them again.}}',
            { count: revoked },
          )}
        </NoticeBox>
      )}
    </>
  );
}

const capital = (words: string) => words.slice(0, 1).toUpperCase() + words.slice(1);
