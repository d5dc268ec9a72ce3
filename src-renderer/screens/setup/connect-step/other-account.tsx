import '@mantine/core/styles/Checkbox.layer.css';
import { Checkbox } from '@mantine/core';
import { NoticeBox } from '../../../components/notice';

type OtherAccountProps = {
  /** The company. */
  name: string;
  /** By their display names. */
  accounts: { before: string; now: string };
  isMeant: boolean;
  onMean: (isMeant: boolean) => void;
};

/** These credentials would move the clinic to another account: it is saved once a person says that this is meant. */
export function OtherAccount({ name, accounts: { before, now }, isMeant, onMean }: OtherAccountProps) {
  return (
    <NoticeBox tone="warning" title={`Another ${name} account than before`} role="status">
      <p>
        Until now the clinic used <strong dir="auto">{before}</strong>. These credentials are of{' '}
        <strong dir="auto">{now}</strong>. If that is a mistake, choose “Use other credentials”.
      </p>
      <Checkbox
        mt="xs"
        label={`The clinic moves to ${now}`}
        checked={isMeant}
        onChange={(event) => onMean(event.currentTarget.checked)}
      />
    </NoticeBox>
  );
}
