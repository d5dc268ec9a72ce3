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

/** The sign of a tone. Each has its own outline, so that it can be told without its colour. */
export function ToneIcon({ tone, size = '1rem' }: { tone: Tone; size?: string }) {
  const Icon = icons[tone];
  return <Icon size={size} className={`${classes.sign} ${classes[`sign-${tone}`]}`} aria-hidden />;
}

/** A state as sign and word: never a colour alone. */
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
