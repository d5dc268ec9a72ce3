/** Shows a result for a few seconds. Failures that need an action stay on their screen instead. */
import { t } from '../../src-shared/texts/translate';
import type { Tone } from '../components/status-badge';

type Toast = { tone: Extract<Tone, 'good' | 'bad' | 'info' | 'warning'>; title: string; message?: string };

const colors = { good: 'teal', info: 'teal', warning: 'yellow', bad: 'red' } as const;

export function toast({ tone, title, message }: Toast): void {
  // Loaded when first needed: the first screen does not wait for it.
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show({
      closeButtonProps: { 'aria-label': t('Dismiss') },
      title,
      message: message ?? '',
      color: colors[tone],
      role: 'status',
      autoClose: 5000,
      withBorder: true,
    }),
  );
}
