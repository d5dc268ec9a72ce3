import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { parsePhoneNumber } from '../../../../src-shared/messaging/phone-number';
import { messageProvider } from '../../../../src-shared/providers/message-provider';
import { stepInfo } from '../../../../src-shared/setup/setup-steps';
import { t } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import { BusyButton } from '../../../components/busy-button';
import { useLoader } from '../../../components/loader';
import { testLines } from '../../../components/tests/test-lines';
import { isBusy } from '../../../components/tests/test-machine';
import { usePracticeScenarios } from '../../../console/use-practice-scenarios';
import { usePracticeTexts } from '../../../console/use-practice-texts';
import { leaveSetup } from '../leave-setup';
import { liveConnection, runsOf } from '../setup-progress';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';
import { MessagesCard } from './messages-card';
import { NotReady } from './not-ready';
import { PracticePhone } from './practice-phone';
import { RecipientCard } from './recipient-card';
import { ResultsCard } from './results-card';
import { type SendAgain, SendAgainDialog } from './send-again-dialog';
import { repeatRisk } from './sending-again';
import classes from './sms-test.module.css';

function readNumber(typed: string, country: string): string | null {
  const read = parsePhoneNumber(typed, country);
  return read.ok ? read.e164 : null;
}

/** Proves a clinic's texting with four checks, two of them real messages. Nothing is sent without a click here. */
export function SmsTestStep(props: StepViewProps) {
  const { organization, connections, tests, single } = props;
  const { heading, purpose } = stepInfo('sms-test');
  const { test, start } = useStore(tests);
  const connection = liveConnection(connections, messageProvider.id);
  const runs = runsOf(test.runs ?? [], connection);
  const lines = testLines(messageProvider.test, runs);
  const busy = isBusy(test);
  const allPassed = lines.every((line) => line.step?.state === 'passed');

  const scenarios = usePracticeScenarios();
  const texts = usePracticeTexts();
  const { loaded } = useLoader(organization.id, () =>
    voxanne.messages.recipients({ organizationId: organization.id, provider: messageProvider.id }),
  );
  const recipients = loaded.state === 'ready' ? loaded.value : null;
  const offered =
    recipients?.recent[0] ?? (recipients?.verified?.length === 1 ? recipients.verified[0]?.number : undefined) ?? '';
  const recipient = props.recipient ?? offered;

  // The phone in hand: the one that was texted last, and before that the one that will be.
  const phone = runs[0]?.recipient ?? readNumber(recipient, organization.country);

  const [asking, setAsking] = useState<SendAgain | null>(null);
  const results = useRef<HTMLDivElement>(null);
  const wasBusy = useRef(false);
  useEffect(() => {
    // The lines are looked at when a test begins, and its summary when it ends.
    if (busy || wasBusy.current) results.current?.scrollIntoView({ block: 'start' });
    wasBusy.current = busy;
  }, [busy]);

  if (connection === null || connection.resource === null)
    return (
      <StepFrame heading={t(heading)} purpose={t(purpose)} onBack={props.onBack} error={props.error}>
        <NotReady
          missing={connection === null ? 'account' : 'number'}
          onConnect={() => {
            const connect = messageProvider.setup.find(({ view }) => view === 'connect');
            if (connect) props.onOpenStep(connect.id);
          }}
          onOpenClinic={() => leaveSetup(organization.id)}
          onSkip={single ? null : props.onNext}
        />
      </StepFrame>
    );

  const run = (to: string, only: readonly string[] | null) => {
    if (busy) return;
    const risky = lines.filter(
      (line) =>
        (only === null || only.includes(line.about.id)) && line.run?.recipient === to && repeatRisk(line) !== null,
    );
    if (risky.length > 0) setAsking({ to, only, risky });
    else void start(to, only);
  };
  const runAgain = (only: readonly string[] | null) => {
    const to = readNumber(recipient, organization.country) ?? runs[0]?.recipient ?? null;
    if (to !== null) run(to, only);
  };

  return (
    <StepFrame
      heading={t(heading)}
      purpose={t(purpose)}
      onBack={props.onBack}
      error={props.error}
      actions={
        <BusyButton
          variant={allPassed ? 'filled' : 'default'}
          busyLabel={t('Saving…')}
          busy={props.busy}
          onClick={props.onNext}
        >
          {single
            ? t('Done')
            : allPassed
              ? t('Continue')
              : runs.length === 0
                ? t('Skip for now')
                : t('Continue anyway')}
        </BusyButton>
      }
    >
      <RecipientCard
        typed={recipient}
        onType={props.onRecipient}
        country={organization.country}
        recipients={recipients}
        scenarios={scenarios}
        busy={busy}
        primary={!allPassed}
        onRun={(to) => run(to, null)}
      />
      <MessagesCard organization={organization} forms={props.forms} busy={busy} />
      <div ref={results} className={classes.results} data-phone={texts !== null || undefined}>
        <ResultsCard store={tests} descriptor={messageProvider.test} runs={runs} onRunAgain={runAgain} />
        {texts !== null && <PracticePhone number={phone} texts={texts} />}
      </div>
      <SendAgainDialog
        ask={asking}
        onClose={() => setAsking(null)}
        onSend={({ to, only }) => {
          setAsking(null);
          void start(to, only);
        }}
      />
    </StepFrame>
  );
}
