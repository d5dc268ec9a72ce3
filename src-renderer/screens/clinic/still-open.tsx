import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { OpenItem } from '../../../src-shared/handoff/open-items';
import type { NextAction } from '../../../src-shared/organizations/next-action';
import { t } from '../../../src-shared/texts/translate';
import { Breakable } from '../../components/breakable';
import { Card } from '../../components/card';
import classes from './still-open.module.css';

type StillOpenProps = {
  open: readonly OpenItem[];
  /** What the bar above offers already. */
  next: NextAction | null;
  onAct: (action: NextAction) => void;
};

/** Everything that is open, as the handoff says it: whose it is, and the button that does it. */
export function StillOpen({ open, next, onAct }: StillOpenProps) {
  if (open.every(({ action }) => isSame(action, next))) return null;
  return (
    <Card
      title={t('Still open')}
      aside={
        <span className={classes.count}>
          <span aria-hidden>{open.length}</span>
          <span className="vx-hidden">
            {t('{count, plural, =1 {One thing} other {# things}}', { count: open.length })}
          </span>
        </span>
      }
    >
      <ul className={classes.items}>
        {open.map(({ id, what, why, owner, action }) => (
          <li key={id}>
            <div className={classes.words}>
              <p className={classes.what} dir="auto">
                {what}
              </p>
              {why !== '' && (
                <p className={classes.why} dir="auto">
                  <Breakable text={why} />
                </p>
              )}
              <p className={classes.owner}>
                {t('Owner')}: <bdi>{owner}</bdi>
              </p>
            </div>
            <Button
              variant="default"
              size="compact-md"
              aria-label={`${action.label}: ${what}`}
              {...(action.kind === 'open' ? { rightSection: <IconExternalLink size="1rem" aria-hidden /> } : {})}
              onClick={() => onAct(action)}
            >
              {action.label}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Whether the two do one thing. */
const isSame = (one: NextAction, other: NextAction | null) =>
  one.kind === other?.kind && one.provider === other.provider && one.url === other.url;
