import type { ReactNode } from 'react';
import type { Ladder, RungState } from '../../src-shared/organizations/ladder';
import { providerDescriptors } from '../../src-shared/providers';
import type { ProviderDescriptor } from '../../src-shared/providers/descriptor';
import { t } from '../../src-shared/texts/translate';
import { drawnBriefly, ladderInBrief, shownRungs, summarizeLadder } from './ladder-view';
import classes from './mini-ladder.module.css';

/** A ladder in a table cell: small rising steps, and a few words for the most important rung. */
export function MiniLadder({ ladder }: { ladder: Ladder }) {
  const rungs = shownRungs(ladder);
  const drawn = drawnBriefly(rungs);
  const { proven, of } = summarizeLadder(rungs);
  const { state, word } = ladderInBrief(ladder.provider, rungs);
  const said = rungs.map((rung) => `${rung.label}: ${rung.word.toLowerCase()}`).join('; ');
  return (
    <Drawn
      word={word}
      state={state}
      label={t('{name} readiness, {proven} of {of} proven. {said}', {
        name: providerDescriptors[ladder.provider].name,
        proven,
        of,
        said,
      })}
    >
      {rungs.map((rung, step) => (
        <Step key={rung.id} state={drawn[step] ?? rung.state} step={step} />
      ))}
    </Drawn>
  );
}

/** The cell of a provider without a connection: hollow steps, or a line if the clinic does not need it. */
export function NoLadder({ provider, notNeeded }: { provider: ProviderDescriptor; notNeeded: boolean }) {
  return (
    <Drawn word={notNeeded ? t('Not needed') : t('Not connected')} state={notNeeded ? 'not-applicable' : 'unproven'}>
      {notNeeded ? (
        <path className={classes.line} d="M0.5 11H76.5" />
      ) : (
        provider.rungs.map(({ id }, step) => <Step key={id} state="unproven" step={step} />)
      )}
    </Drawn>
  );
}

/** A ladder with a word, where no connection is meant: without steps it is one that is not needed. */
export function SampleLadder({ states, word }: { states: readonly RungState[]; word: string }) {
  const trouble = states.find((state) => state !== 'proven');
  return (
    <Drawn word={word} state={states.length === 0 ? 'not-applicable' : (trouble ?? 'proven')}>
      {states.length === 0 ? (
        <path className={classes.line} d="M0.5 11H76.5" />
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        states.map((state, step) => <Step key={step} state={state} step={step} />)
      )}
    </Drawn>
  );
}

type DrawnProps = { word: string; state: RungState; label?: string; children: ReactNode };

function Drawn({ word, state, label, children }: DrawnProps) {
  return (
    <span className={classes.mini}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: named, or hidden where the word beside it says it all */}
      <svg
        viewBox="0 0 77 22"
        className={classes.steps}
        {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      >
        {children}
      </svg>
      <span className={classes.word} data-state={state} title={word}>
        {word}
      </span>
    </span>
  );
}

/** Drawn around the middle of a step. */
const signs: Partial<Record<RungState, string>> = {
  stale: 'M0-3V0.4L2 1.6',
  disproved: 'M-2.2-2.2L2.2 2.2M2.2-2.2L-2.2 2.2',
  pending: 'M-3 0h0M0 0h0M3 0h0',
  unconfirmed: 'M-1.6-1.4A1.7 1.7 0 1 1 0 0.4V0.9M0 3h0',
};

/** Proven: a quiet bar. Not proven: a hollow one. What needs a look grows into a chip with a sign: hollow if unsure. */
function Step({ state, step }: { state: RungState; step: number }) {
  const [x, y] = [6.5 + step * 16, 15.5 - step * 2.25];
  const sign = signs[state];
  if (state === 'not-applicable') return <path className={classes.line} d={`M${x - 6} ${y}H${x + 6}`} />;
  if (sign === undefined)
    return state === 'proven' ? (
      <rect className={classes.proven} x={x - 6.5} y={y - 3} width="13" height="6" rx="2" />
    ) : (
      <rect className={classes.hollow} x={x - 6} y={y - 2.5} width="12" height="5" rx="1.5" />
    );
  return (
    <g transform={`translate(${x} ${y})`} className={classes.chip} data-state={state}>
      <rect x="-6" y="-6" width="12" height="12" rx="3.5" />
      <path d={sign} />
    </g>
  );
}
