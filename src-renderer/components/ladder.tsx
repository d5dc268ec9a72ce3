import type { Ladder as LadderData, RungState } from '../../src-shared/organizations/ladder';
import { providerDescriptors } from '../../src-shared/providers';
import { t } from '../../src-shared/texts/translate';
import { Breakable } from './breakable';
import classes from './ladder.module.css';
import { drawnStates, type ShownRung, shownRungs, summarizeLadder } from './ladder-view';
import { RelativeTime } from './relative-time';

type LadderProps = {
  ladder: LadderData;
  /** Whether proven rungs show their proof too. */
  details?: boolean;
  /** Whether exact times are written out, for reading without hovering. */
  exactTimes?: boolean;
};

/**
 * How far a connection is proven: steps that rise from left to right, with what each stands for under them, or as a
 * list where it is narrow. Quiet where proven; whatever is not has its own shape, sign and word.
 */
export function Ladder({ ladder, details = true, exactTimes = false }: LadderProps) {
  const { provider } = ladder;
  const rungs = shownRungs(ladder);
  const drawn = drawnStates(rungs);
  const { proven, of } = summarizeLadder(rungs);
  const lowestOpen = rungs.findIndex(({ state }) => state !== 'proven' && state !== 'not-applicable');
  return (
    <div className={classes.frame}>
      <div className={classes.steps} aria-hidden>
        {rungs.map((rung, index) => (
          <span key={rung.id} className={classes.well} style={{ '--rise': `${index}` } as React.CSSProperties}>
            <span
              className={classes.step}
              data-state={drawn[index]}
              // No rung above the lowest unproven one is filled, because it rests on an unproven rung.
              data-above={(lowestOpen !== -1 && index > lowestOpen) || undefined}
            >
              <StepSign state={drawn[index] ?? rung.state} />
            </span>
          </span>
        ))}
      </div>
      <ol
        className={classes.rungs}
        aria-label={t('{name} readiness: {proven} of {of} proven', {
          name: providerDescriptors[provider].name,
          proven,
          of,
        })}
      >
        {rungs.map((rung, index) => (
          <li key={rung.id} className={classes.rung} data-state={drawn[index]}>
            <StepSign state={drawn[index] ?? rung.state} />
            <span className={classes.label}>{rung.label}</span>
            <RungWords rung={rung} exactTimes={exactTimes} />
            {rung.proof !== null && (
              <span className={classes.proof} hidden={!details && isQuiet(rung)}>
                <Breakable text={rung.proof} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The old proof does not explain why the rung is not proven now. */
const isQuiet = ({ state }: ShownRung) => state === 'proven' || state === 'stale' || state === 'not-applicable';

function RungWords({ rung: { state, word, checkedAt }, exactTimes }: { rung: ShownRung; exactTimes: boolean }) {
  const at = checkedAt !== null && state !== 'not-applicable' && state !== 'unproven' ? checkedAt : null;
  return (
    <span className={classes.state}>
      {state === 'proven' ? (
        <span className={at === null ? undefined : 'vx-hidden'}>{word}</span>
      ) : state === 'stale' && at !== null ? (
        t('Last proven')
      ) : (
        word
      )}
      {at !== null && (
        <>
          {' '}
          <RelativeTime at={at} isExact={exactTimes} />
        </>
      )}
    </span>
  );
}

const signs: Record<RungState, string> = {
  proven: 'M5 10.5l3.2 3.2L15 7',
  stale: 'M10 6V10l3 2',
  disproved: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  pending: 'M4 10h0M10 10h0M16 10h0',
  unconfirmed: 'M6.8 7.4A3.3 3.3 0 1 1 10 10.7V11.8M10 16h0',
  unproven: 'M5 10h10',
  'not-applicable': 'M5 10h10',
};

function StepSign({ state }: { state: RungState }) {
  return (
    <svg viewBox="0 0 20 20" className={classes.sign} data-state={state} aria-hidden>
      {state === 'stale' && <circle cx="10" cy="10" r="8" />}
      <path d={signs[state]} />
    </svg>
  );
}
