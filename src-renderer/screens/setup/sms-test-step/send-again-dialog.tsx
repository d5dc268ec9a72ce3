import { Button, Group, Modal } from '@mantine/core';
import { PhoneText } from '../../../components/phone-text';
import type { TestLine } from '../../../components/tests/test-lines';
import { repeatRisk } from './sending-again';
import classes from './sms-test.module.css';

/** A start that waits for a yes. */
export type SendAgain = { to: string; only: readonly string[] | null; risky: readonly TestLine[] };

const reasons = {
  unknown: 'its outcome is unknown: it may have been sent already.',
  accepted: 'it was accepted, and may have arrived although no receipt came.',
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
    <Modal opened={ask !== null} onClose={onClose} title="Send again?" closeButtonProps={{ 'aria-label': 'Close' }}>
      {ask !== null && (
        <>
          <ul className={classes.risks}>
            {ask.risky.map((line) => {
              const risk = repeatRisk(line);
              return (
                <li key={line.about.id}>
                  <strong>{line.about.label}:</strong> {risk !== null && reasons[risk]}
                </li>
              );
            })}
          </ul>
          <p>
            Sending again may send a second message to <PhoneText number={ask.to} />.
          </p>
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button onClick={() => onSend(ask)}>Send again</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
