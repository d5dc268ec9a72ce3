import type { ProviderId } from '../../src-shared/primitives';
import { modeDescriptorOf, providerDescriptors } from '../../src-shared/providers';
import { trialMode } from '../../src-shared/providers/modes';
import { t } from '../../src-shared/texts/translate';
import { StatusBadge } from './status-badge';

type ModeBadgeProps = { provider: ProviderId; mode: string | null | undefined; plain?: boolean };

/** Accounts in a mode that proves nothing, such as Test, are marked beside the clinic's name. */
export const isForTrying = ({
  provider,
  mode,
}: Pick<ModeBadgeProps, 'provider'> & Partial<Pick<ModeBadgeProps, 'mode'>>): boolean =>
  trialMode(providerDescriptors[provider], mode) !== undefined;

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
