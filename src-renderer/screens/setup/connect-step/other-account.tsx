import { t } from '../../../../src-shared/texts/translate';
import { Said } from '../../../components/said';
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
    <NoticeBox tone="warning" title={t('Another {name} account than before', { name })} role="status">
      <p>
        <Said
          text="Until now the clinic used <account>{before}</account>. These credentials are of <account>{now}</account>. If that is a mistake, choose “Use other credentials”."
          values={{ before, now }}
          parts={{ account: (account) => <strong dir="auto">{account}</strong> }}
        />
      </p>
      <Checkbox
        mt="xs"
        label={t('The clinic moves to {now}', { now })}
        checked={isMeant}
        onChange={(event) => onMean(event.currentTarget.checked)}
      />
    </NoticeBox>
  );
}
