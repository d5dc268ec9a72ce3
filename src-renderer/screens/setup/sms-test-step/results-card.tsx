import { useStore } from 'zustand';
import type { TestDescriptor } from '../../../../src-shared/providers/descriptor';
import type { TestRun } from '../../../../src-shared/tests/test-run';
import { t } from '../../../../src-shared/texts/translate';
import { TestCard } from '../../../components/tests/test-card';
import { summaryOf, testLines } from '../../../components/tests/test-lines';
import type { TestStore } from '../../../components/tests/test-store';
import { CodeFromPhone, codeWords, leadWords } from './code-from-phone';
import { codeStepOf, runAwaitingCode } from './sending-again';

type ResultsCardProps = {
  store: TestStore;
  descriptor: TestDescriptor;
  /** Runs that concern the number in use, newest first. */
  runs: readonly TestRun[];
  onRunAgain: (only: readonly string[] | null) => void;
};

/** The SMS test's lines, with the field for the code of its message. */
export function ResultsCard({ store, descriptor, runs, onRunAgain }: ResultsCardProps) {
  const { test } = useStore(store);
  const codeStep = codeStepOf(descriptor);
  const hasSummary = summaryOf(descriptor, testLines(descriptor, runs)) !== null;
  return (
    <TestCard
      title={t('Result')}
      descriptor={descriptor}
      store={store}
      runs={runs}
      start={
        hasSummary && test.pending.kind !== 'start'
          ? {
              label: t('Run again'),
              variant: 'default',
              size: 'compact-md',
              disabled: false,
              onStart: () => onRunAgain(null),
            }
          : null
      }
      onRunLine={(id) => onRunAgain([id])}
      inLine={({ about, step }) => {
        const awaiting = about.sends === 'message' ? runAwaitingCode(about.id, runs) : null;
        const needed = step?.state === 'unconfirmed';
        // The other texts have a code too; it is asked for where nothing else proves that they arrived.
        if (awaiting === null || (about.id !== codeStep && !needed)) return null;
        const words = about.id === codeStep ? codeWords : leadWords;
        return <CodeFromPhone key={awaiting.id} run={awaiting} step={about.id} words={words} needed={needed} />;
      }}
    />
  );
}
