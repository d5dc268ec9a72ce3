import { Button, Modal } from '@mantine/core';
import { t, text } from '../../../../src-shared/texts/translate';
import { DialogFooter } from '../../../components/dialog-footer';
import { PhoneText } from '../../../components/phone-text';
import { Said } from '../../../components/said';
import type { TestLine } from '../../../components/tests/test-lines';
import { repeatRisk } from './sending-again';
import classes from './sms-test.module.css';

/** A start that waits for a yes. */
export type SendAgain = { to: string; only: readonly string[] | null; risky: readonly TestLine[] };

const reasons = {
  unknown: text('its outcome is unknown: it may have been sent already.'),
  accepted: text('it was accepted, and may have arrived although no receipt came.'),
} as const;

/** Before something is sent that may have been sent already. */
export function SendAgainDialog({
  ask,
  onSend,
  onClose,
}: {
  ask: SendAgain | null;
  onSend: (ask: SendAgain) => void;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={ask !== null}
      onClose={onClose}
      title={t('Send again?')}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      {ask !== null && (
        <>
          <ul className={classes.risks}>
            {ask.risky.map((line) => {
              const risk = repeatRisk(line);
              return (
                <li key={line.about.id}>
                  <strong>{t(line.about.label)}:</strong> {risk !== null && t(reasons[risk])}
                </li>
              );
            })}
          </ul>
          <p>
            <Said
              text="Sending again may send a second message to <number>it</number>."
              parts={{ number: () => <PhoneText number={ask.to} /> }}
            />
          </p>
          <DialogFooter apart>
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('Cancel')}
            </Button>
            <Button onClick={() => onSend(ask)}>{t('Send again')}</Button>
          </DialogFooter>
        </>
      )}
    </Modal>
  );
}
