import { useEffect, useRef } from 'react';
import { t } from '../../../../src-shared/texts/translate';
import { Card } from '../../../components/card';
import { ChoicePicker } from '../../../components/choice/choice-picker';
import { FactList } from '../../../components/fact-list';
import { FocusedError } from '../../../components/focused-error';
import { ModeBadge } from '../../../components/mode-badge';
import { Notice } from '../../../components/notice';
import { StatusBadge } from '../../../components/status-badge';
import classes from './connect.module.css';
import type { ConnectState } from './connect-machine';

type VerifiedAccountProps = {
  connect: Extract<ConnectState, { state: 'choosing' | 'saving' }>;
  country: string;
  onChoose: (choice: string | null) => void;
};

/**
 * What the provider answered, before anything is saved: whose account it is, what to know about it, and what to pick.
 */
export function VerifiedAccount({ connect, country, onChoose }: VerifiedAccountProps) {
  const { verification, choice } = connect;
  // The credentials open the account; that does not make a suspended account a good one.
  const hasProblem = verification.facts.some((fact) => fact.tone === 'bad');
  const headline = useRef<HTMLDivElement>(null);
  useEffect(() => headline.current?.focus(), []);
  return (
    <div className={classes.verified}>
      <Card
        title={verification.headline}
        aside={
          <>
            <ModeBadge provider={verification.provider} mode={verification.mode} />
            {hasProblem ? (
              <StatusBadge tone="bad">{t('Needs attention')}</StatusBadge>
            ) : (
              <StatusBadge tone="good">{t('Verified')}</StatusBadge>
            )}
          </>
        }
      >
        <div ref={headline} tabIndex={-1} role="status" className="vx-hidden">
          {hasProblem
            ? t('Needs attention: {headline} Not saved yet.', { headline: verification.headline })
            : t('Verified: {headline} Not saved yet.', { headline: verification.headline })}
        </div>
        {verification.choice === null && <FactList facts={verification.facts} />}
        {verification.notices.map((notice) => (
          <Notice key={notice.title} notice={notice} />
        ))}
      </Card>
      {verification.choice !== null && (
        <Card title={verification.choice.label}>
          <ChoicePicker
            choice={verification.choice}
            picked={choice}
            country={country}
            disabled={connect.state === 'saving'}
            onPick={onChoose}
          />
        </Card>
      )}
      {/* What is to be picked is in sight without scrolling; what is only to be read comes after it. */}
      {verification.choice !== null && verification.facts.length > 0 && (
        <Card title={t('Account')}>
          <FactList facts={verification.facts} />
        </Card>
      )}
      {connect.state === 'choosing' && connect.error !== null && <FocusedError error={connect.error} />}
    </div>
  );
}
