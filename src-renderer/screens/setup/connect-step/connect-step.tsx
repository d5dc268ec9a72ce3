import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SetupStep } from '../../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../../src-shared/primitives';
import { providerDescriptors } from '../../../../src-shared/providers';
import { stepInfo } from '../../../../src-shared/setup/setup-steps';
import { t } from '../../../../src-shared/texts/translate';
import { Busy } from '../../../components/busy';
import { BusyButton } from '../../../components/busy-button';
import { hasNothingToPick } from '../../../components/choice/number-choice';
import { PresentNotice } from '../../../components/present-notice';
import { offerTaken, useOffer } from '../../../console/offered-import';
import { usePresent } from '../../../console/vault/use-present';
import { keptConnectStore } from '../kept-forms';
import { liveConnection } from '../setup-progress';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';
import { ConnectedAccount } from './connected-account';
import { CredentialForm } from './credential-form';
import { OtherAccount } from './other-account';
import { VerifiedAccount } from './verified-account';

const formId = 'credential-form';

/** Connects one provider: credentials, verification, choice, save. Or shows the connection that is already there. */
export function ConnectStep(props: StepViewProps & { provider: ProviderId; step: SetupStep }) {
  const { organization, connections, provider, single } = props;
  const descriptor = providerDescriptors[provider];
  const stored = liveConnection(connections, provider);
  const [store] = useState(() => keptConnectStore(props.forms, descriptor, organization.id, stored?.known));
  const { connect, importing, verify, cancel, save } = useStore(store);
  const [replacing, setReplacing] = useState(props.asked || stored === null);
  const [askedForForm, setAskedForForm] = useState(false);
  const [meansOther, setMeansOther] = useState(false);
  const offered = useOffer(organization.id, provider);
  const { onRecipient } = props;
  useEffect(() => {
    if (offered === null) return;
    offerTaken();
    setReplacing(true);
    setMeansOther(false);
    store.getState().take(offered);
    if (offered.testRecipient !== null) onRecipient(offered.testRecipient);
  }, [offered, store, onRecipient]);
  const others = usePresent(organization.id, provider);
  const { heading, purpose } = stepInfo(props.step);
  const hasOwnTest = descriptor.test !== undefined && descriptor.messages === undefined;
  const frame = {
    heading: stored === null ? t(heading) : t('Replace the {name} credentials', { name: descriptor.name }),
    purpose: t(purpose),
    onBack: props.onBack,
  };

  const replace = () => {
    // What was saved a moment ago is replaced as any other.
    if (store.getState().connect.state === 'saved') store.getState().startOver();
    setAskedForForm(true);
    setReplacing(true);
  };
  const startOver = () => {
    setAskedForForm(true);
    setMeansOther(false);
    store.getState().startOver();
  };
  const stopWaiting = () => {
    cancel();
    // The button that was pressed is gone; the one beside it takes its place.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`button[form="${formId}"]`)?.focus());
  };
  const saveAndGoOn = async () => {
    if (!(await save(meansOther))) return;
    await props.onConnectionsChanged();
    // What has a test of its own is tested where it was connected.
    if (hasOwnTest) setReplacing(false);
    else props.onNext();
  };

  if (stored !== null && !replacing)
    return (
      <ConnectedAccount {...props} frame={{ ...frame, heading: t(heading) }} connection={stored} onReplace={replace} />
    );

  if (connect.state === 'filling' || connect.state === 'verifying') {
    const isVerifying = connect.state === 'verifying';
    const leaveReplacing = stored !== null && !single ? () => setReplacing(false) : null;
    return (
      <StepFrame
        {...frame}
        error={props.error}
        actions={
          <>
            {isVerifying && (
              <Button variant="default" onClick={stopWaiting}>
                {t('Cancel')}
              </Button>
            )}
            {stored === null && !single && !isVerifying && (
              <Button variant="default" onClick={() => props.onDecideNeed(provider, false)}>
                {t('Not needed')}
              </Button>
            )}
            {leaveReplacing !== null && !isVerifying && (
              <Button variant="default" onClick={leaveReplacing}>
                {t('Keep the present ones')}
              </Button>
            )}
            {stored === null && !single && !isVerifying && (
              <Button variant="default" onClick={props.onNext}>
                {t('Skip for now')}
              </Button>
            )}
            <BusyButton type="submit" form={formId} busyLabel={t('Verifying…')} busy={isVerifying} disabled={importing}>
              {t('Verify')}
            </BusyButton>
          </>
        }
      >
        <PresentNotice others={others} />
        <CredentialForm
          formId={formId}
          descriptor={descriptor}
          store={store}
          onVerify={verify}
          focusFirst={askedForForm}
          onImported={({ testRecipient }) => testRecipient !== null && onRecipient(testRecipient)}
        />
      </StepFrame>
    );
  }
  if (connect.state === 'saved') return <Busy>{t('Saved. Going on…')}</Busy>;
  const { choice, otherAccount } = connect.verification;
  const canOnlyWait = choice !== null && hasNothingToPick(choice);
  const needsChoice = choice !== null && !canOnlyWait;
  return (
    <StepFrame
      {...frame}
      error={props.error}
      actions={
        <>
          <Button variant="default" disabled={connect.state === 'saving'} onClick={startOver}>
            {t('Use other credentials')}
          </Button>
          <BusyButton
            busyLabel={t('Saving…')}
            busy={connect.state === 'saving'}
            disabled={(needsChoice && connect.choice === null) || (otherAccount !== undefined && !meansOther)}
            onClick={saveAndGoOn}
          >
            {single || hasOwnTest ? t('Save') : canOnlyWait ? t('Save without a number') : t('Save and continue')}
          </BusyButton>
        </>
      }
    >
      {otherAccount !== undefined && (
        <OtherAccount name={descriptor.company} accounts={otherAccount} isMeant={meansOther} onMean={setMeansOther} />
      )}
      <VerifiedAccount connect={connect} country={organization.country} onChoose={store.getState().choose} />
    </StepFrame>
  );
}
