import type { ReactNode } from 'react';
import type { Ladder as LadderData, RungState } from '../../src-shared/organizations/ladder';
import { providerDescriptors } from '../../src-shared/providers';
import { Breakable } from './breakable';
import classes from './ladder.module.css';
import { type ShownRung, shownRungs, summarizeLadder } from './ladder-view';
import { RelativeTime } from './relative-time';

type LadderProps = {
  ladder: LadderData;
  /** `full` for cards: five labelled steps. `compact` for rows: five small bars and one line. */
  variant?: 'full' | 'compact';
  /** Above the line of the compact one: the number, the account. */
  title?: ReactNode;
};

/** How far a connection is proven: steps that rise from left to right. Each state has its own shape, sign and word. */
export function Ladder({ ladder, variant = 'full', title }: LadderProps) {
  const rungs = shownRungs(ladder);
  return variant === 'compact' ? (
    <CompactLadder rungs={rungs} provider={ladder.provider} title={title} />
  ) : (
    <FullLadder rungs={rungs} provider={ladder.provider} />
  );
}

type DrawnProps = { rungs: ShownRung[]; provider: LadderData['provider'] };

function FullLadder({ rungs, provider }: DrawnProps) {
  const { proven, of } = summarizeLadder(rungs);
  return (
    <div className={classes.frame}>
      <ol
        className={classes.full}
        aria-label={`${providerDescriptors[provider].name} readiness: ${proven} of ${of} proven`}
      >
        {rungs.map((rung, index) => (
          <li
            key={rung.id}
            className={classes.rung}
            data-state={rung.state}
            style={{ '--height': `${index}` } as React.CSSProperties}
          >
            <div className={classes.well} aria-hidden>
              <div className={classes.step}>
                <StepSign state={rung.state} />
              </div>
            </div>
            <div className={classes.words}>
              <span className={classes.label}>{rung.label}</span>
              <span className={classes.state}>
                {rung.state === 'stale' && rung.checkedAt !== null ? 'Last proven' : rung.word}
                {rung.checkedAt !== null && rung.state !== 'not-applicable' && rung.state !== 'unproven' && (
                  <>
                    {' '}
                    <RelativeTime at={rung.checkedAt} />
                  </>
                )}
              </span>
              {rung.proof !== null && (
                <span className={classes.proof}>
                  <Breakable text={rung.proof} />
                </span>
              )}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function CompactLadder({ rungs, provider, title }: DrawnProps & { title: ReactNode }) {
  const { proven, of, headline } = summarizeLadder(rungs);
  const said = rungs.map((rung) => `${rung.label}: ${rung.word.toLowerCase()}`).join('; ');
  return (
    <span className={classes.compact}>
      <span
        className={classes.bars}
        role="img"
        aria-label={`${providerDescriptors[provider].name} readiness, ${proven} of ${of} proven. ${said}`}
      >
        {rungs.map((rung) => (
          <span key={rung.id} className={classes.bar} data-state={rung.state} />
        ))}
      </span>
      <span className={classes.lines}>
        {title !== undefined && <span className={classes.title}>{title}</span>}
        <span className={classes.line}>
          <span className={classes.count}>
            {proven}/{of}
          </span>{' '}
          {headline}
        </span>
      </span>
    </span>
  );
}

const signs: Record<RungState, string> = {
  proven: 'M5 10.5l3.2 3.2L15 7',
  stale: 'M10 5.5V10l3 2',
  disproved: 'M6 6l8 8M14 6l-8 8',
  pending: 'M6 4h8M6 16h8M7 4c0 4 6 4 6 12M13 4c0 4-6 4-6 12',
  unproven: '',
  'not-applicable': 'M6 10h8',
};

function StepSign({ state }: { state: RungState }) {
  return (
    <svg viewBox="0 0 20 20" className={classes.sign} aria-hidden>
      {state === 'stale' && <circle cx="10" cy="10" r="7" className={classes.stroke} />}
      {state === 'unproven' && <circle cx="10" cy="10" r="6" className={classes.stroke} strokeDasharray="2.5 2.2" />}
      {signs[state] !== '' && <path d={signs[state]} className={classes.stroke} />}
    </svg>
  );
}
