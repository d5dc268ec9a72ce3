import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconHourglassFilled,
  IconInfoCircleFilled,
  IconLoader2,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './status-badge.module.css';

export type Tone = 'good' | 'warning' | 'bad' | 'neutral' | 'info' | 'waiting' | 'busy';

const icons = {
  good: IconCircleCheckFilled,
  warning: IconAlertTriangleFilled,
  bad: IconCircleXFilled,
  neutral: IconCircleDashed,
  info: IconInfoCircleFilled,
  waiting: IconHourglassFilled,
  busy: IconLoader2,
} as const;

/** The icon of a tone. Each has another outline, so that it is recognised without colour. */
export function ToneIcon({ tone, size = '1rem' }: { tone: Tone; size?: string }) {
  const Icon = icons[tone];
  return <Icon size={size} className={`${classes.sign} ${classes[`sign-${tone}`]}`} aria-hidden />;
}

/** A state as icon and word, never as colour alone. */
export function StatusBadge({
  tone,
  children,
  plain = false,
}: {
  tone: Tone;
  children: ReactNode /** Without the tinted ground. */;
  plain?: boolean;
}) {
  return (
    <span className={classes.badge} data-tone={tone} data-plain={plain || undefined}>
      <ToneIcon tone={tone} size="0.875rem" />
      <span>{children}</span>
    </span>
  );
}
