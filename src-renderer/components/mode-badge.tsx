import type { ProviderId } from '../../src-shared/primitives';
import { modeDescriptorOf } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import { StatusBadge } from './status-badge';

type ModeBadgeProps = { provider: ProviderId; mode: string | null | undefined; plain?: boolean };

/** Whether an account is in live or test mode; nothing for a provider without modes. */
export function ModeBadge({ provider, mode, plain = false }: ModeBadgeProps) {
  const descriptor = modeDescriptorOf({ provider, mode });
  if (descriptor === undefined) return null;
  return (
    <StatusBadge tone={descriptor.tone} plain={plain}>
      <span title={t(descriptor.meaning)}>{t(descriptor.label)}</span>
    </StatusBadge>
  );
}
