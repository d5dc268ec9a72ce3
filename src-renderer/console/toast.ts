/** Shows a result for a few seconds. Failures that need an action stay on their screen instead. */
import { create } from 'zustand';
import { t } from '../../src-shared/texts/translate';
import type { Tone } from '../components/status-badge';

type Toast = { tone: Extract<Tone, 'good' | 'bad' | 'info' | 'warning'>; title: string; message?: string };

const colors = { good: 'teal', info: 'teal', warning: 'yellow', bad: 'red' } as const;

/** Whether there was a toast yet: nothing of them is loaded before. */
export const useToasted = create<{ any: boolean }>(() => ({ any: false }));

export function toast({ tone, title, message }: Toast): void {
  useToasted.setState({ any: true });
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show({
      closeButtonProps: { 'aria-label': t('Dismiss') },
      title,
      message: message ?? '',
      // Names read in their own direction.
      attributes: { title: { dir: 'auto' }, description: { dir: 'auto' } },
      color: colors[tone],
      role: 'status',
      autoClose: 5000,
      withBorder: true,
    }),
  );
}
