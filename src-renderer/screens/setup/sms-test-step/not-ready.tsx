import { Button } from '@mantine/core';
import { IconMessageOff } from '@tabler/icons-react';
import { messageProvider } from '../../../../src-shared/providers/message-provider';
import { t } from '../../../../src-shared/texts/translate';
import { Card } from '../../../components/card';
import { EmptyState } from '../../../components/empty-state';

type NotReadyProps = {
  missing: 'account' | 'number';
  onConnect: () => void;
  onOpenClinic: () => void;
  /** Null where there is no next step to go to. */
  onSkip: (() => void) | null;
};

/** The SMS test before there is anything to send from. */
export function NotReady({ missing, onConnect, onOpenClinic, onSkip }: NotReadyProps) {
  const isConnected = missing === 'number';
  return (
    <Card>
      <EmptyState
        icon={<IconMessageOff size="2rem" aria-hidden />}
        title={
          isConnected ? t('No number is picked yet') : t('{name} is not connected yet', { name: messageProvider.name })
        }
        actions={
          <>
            {isConnected ? (
              <Button onClick={onOpenClinic}>{t('Open the clinic’s page')}</Button>
            ) : (
              <Button onClick={onConnect}>{t('Connect {name}', { name: messageProvider.name })}</Button>
            )}
            {onSkip !== null && (
              <Button variant="default" onClick={onSkip}>
                {t('Skip for now')}
              </Button>
            )}
          </>
        }
      >
        {isConnected
          ? t(
              'The account had no number that can send texts. Once it has one, pick it on the clinic’s page with “Change number”.',
            )
          : t('There is no account to send from. Connect one first; the test takes less than a minute then.')}
      </EmptyState>
    </Card>
  );
}
