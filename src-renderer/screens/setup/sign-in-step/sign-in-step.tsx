import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { SetupStep } from '../../../../src-shared/organizations/organization';
import type { ProviderId } from '../../../../src-shared/primitives';
import { providerDescriptors } from '../../../../src-shared/providers';
import type { PageErrorDescriptor } from '../../../../src-shared/providers/descriptor';
import { stepInfo } from '../../../../src-shared/setup/setup-steps';
import { t } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { FocusedError } from '../../../components/focused-error';
import { ToneIcon } from '../../../components/status-badge';
import { offerTaken, useOffer } from '../../../console/offered-import';
import { CredentialForm } from '../connect-step/credential-form';
import { keptConnectStore } from '../kept-forms';
import { liveConnection } from '../setup-progress';
import { StepFrame } from '../step-frame';
import type { StepViewProps } from '../step-view-props';
import { OutcomeNotice } from './outcome-notice';
import { ReconnectCard } from './reconnect-card';
import classes from './sign-in.module.css';
import { isUnderWay, viewOf } from './sign-in-machine';
import { createSignInStore } from './sign-in-store';
import { SignedIn } from './signed-in';
import { WaitingCard } from './waiting-card';

const formId = 'sign-in-client';

/**
 * Connects a provider by signing in at its own page. Or shows the connection that is there: what to pick, and its test.
 */
export function SignInStep(props: StepViewProps & { provider: ProviderId; step: SetupStep }) {
  const { organization, connections, provider, single, onConnectionsChanged } = props;
  const descriptor = providerDescriptors[provider];
  const [form] = useState(() => keptConnectStore(props.forms, descriptor, organization.id));
  const [store] = useState(() => createSignInStore(voxanne, provider, organization.id));
  const { flow, start, cancel, reportPageError, accept, openBrowser, putAway } = useStore(store);
  const importing = useStore(form, (state) => state.importing);
  const stored = liveConnection(connections, provider);
  const [reconnecting, setReconnecting] = useState(props.asked && stored !== null);
  const [otherClient, setOtherClient] = useState(false);
  /**
   * True from the click that asks for another client until it is tried: typing it comes next, and the refusal that led
   * there stays explained.
   */
  const [asksForClient, setAsksForClient] = useState(false);
  const view = viewOf(flow);
  const underWay = isUnderWay(flow);
  useEffect(() => store.getState().open(), [store]);

  const offered = useOffer(organization.id, provider);
  useEffect(() => {
    if (offered === null) return;
    offerTaken();
    form.getState().take(offered);
    setReconnecting(true);
    setOtherClient(true);
  }, [offered, form]);

  const signedIn = view.view === 'ended' && view.outcome.kind === 'signed-in';
  useEffect(() => {
    if (!signedIn) return;
    // The main process has it sealed by now.
    form.getState().used();
    void onConnectionsChanged().then(() => {
      setReconnecting(false);
      setOtherClient(false);
      putAway();
    });
  }, [signedIn, onConnectionsChanged, putAway, form]);

  if (descriptor.signIn === undefined) return null;
  const { signIn } = descriptor;
  const { heading, purpose } = stepInfo(props.step);
  const frame = {
    heading:
      stored === null ? t(heading) : reconnecting ? t('Reconnect {name}', { name: descriptor.name }) : descriptor.name,
    purpose: t(purpose),
    onBack: props.onBack,
  };

  if (stored !== null && !reconnecting && !underWay && view.view === 'form')
    return <SignedIn {...props} frame={frame} connection={stored} onReconnect={() => setReconnecting(true)} />;

  const withStored = stored !== null && !otherClient;
  const connect = async (chooseAccount = false) => {
    const client = withStored ? null : form.getState().entered();
    if (!withStored && client === null) return;
    setAsksForClient(false);
    if (await start(client, chooseAccount)) return;
    const { error } = store.getState().flow;
    if (error !== null && !withStored) form.getState().fail(error);
  };
  /** One click: the client that was entered is still there until a sign-in is stored. */
  const retry = () => {
    putAway();
    void connect();
  };
  const askForClient = () => {
    setOtherClient(true);
    setAsksForClient(true);
  };
  const repair = (how: PageErrorDescriptor['repair']) => {
    if (how === 'other-client') {
      form.getState().clear();
      askForClient();
    } else {
      putAway();
      void connect(how === 'other-account');
    }
  };
  const endBlocked = async (pageError: PageErrorDescriptor, goOn: boolean) => {
    if ((await reportPageError(pageError.id)) && goOn) repair(pageError.repair);
  };
  const acceptOther = async () => {
    if (!(await accept())) return;
    form.getState().used();
    await onConnectionsChanged();
    setReconnecting(false);
    setOtherClient(false);
  };
  const keepAsItIs = () => {
    putAway();
    setReconnecting(false);
    setOtherClient(false);
    setAsksForClient(false);
  };
  const blockedBy = (code: string): PageErrorDescriptor | null =>
    signIn.pageErrors.find(({ id }) => code === `${provider}.${id}`) ?? null;
  const asksBack = view.view === 'ended' && view.outcome.kind === 'other-account';

  return (
    <StepFrame
      {...frame}
      error={props.error}
      actions={
        <>
          {stored === null && !single && !underWay && (
            <Button variant="default" onClick={() => props.onDecideNeed(provider, false)}>
              {t('Not needed')}
            </Button>
          )}
          {stored === null && !underWay && (
            <Button variant="default" onClick={props.onNext}>
              {single ? t('Back to the clinic') : t('Skip for now')}
            </Button>
          )}
          {stored !== null && !underWay && !asksBack && (
            <Button variant="default" onClick={keepAsItIs}>
              {t('Keep it as it is')}
            </Button>
          )}
          {view.view === 'starting' && (
            <Button variant="default" onClick={() => void cancel()}>
              {t('Cancel')}
            </Button>
          )}
          {view.view !== 'waiting' && view.view !== 'finishing' && !asksBack && (
            <BusyButton
              busyLabel={t('Opening the browser…')}
              busy={view.view === 'starting'}
              disabled={importing}
              {...(withStored ? { onClick: () => void connect() } : { type: 'submit' as const, form: formId })}
            >
              {t(signIn.action)}
            </BusyButton>
          )}
        </>
      }
    >
      {view.view === 'ended' && (
        <OutcomeNotice
          key={view.outcome.kind}
          outcome={view.outcome}
          clientName={t(signIn.clientName)}
          accepting={flow.pending.kind === 'accept'}
          pageError={view.outcome.kind === 'blocked' ? blockedBy(view.outcome.error.code) : null}
          isRepairing={asksForClient}
          onRetry={retry}
          onRepair={repair}
          onAccept={() => void acceptOther()}
          onPutAway={keepAsItIs}
        />
      )}
      {view.view === 'waiting' && (
        <WaitingCard
          signIn={view.signIn}
          descriptor={signIn}
          expected={stored?.resource ?? null}
          onOpenBrowser={() => void openBrowser()}
          onCancel={() => void cancel()}
          onPageError={endBlocked}
        />
      )}
      {view.view === 'finishing' && (
        <Card title={t('Finishing the sign-in')}>
          <p className={classes.busy} role="status">
            <ToneIcon tone="busy" />
            <span>
              {t('The page in the browser is done. Asking {name} what was granted…', { name: descriptor.name })}
            </span>
          </p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => void cancel()}>
              {t('Cancel')}
            </Button>
          </div>
        </Card>
      )}
      {view.view !== 'waiting' &&
        view.view !== 'finishing' &&
        !asksBack &&
        (withStored ? (
          <ReconnectCard
            stored={stored}
            expect={signIn.expect}
            keeps={t(signIn.keeps)}
            clientName={t(signIn.clientName)}
            disabled={underWay}
            onOtherClient={askForClient}
          />
        ) : (
          <CredentialForm
            formId={formId}
            descriptor={descriptor}
            store={form}
            onVerify={() => connect()}
            onImported={() => undefined}
            focusFirst={asksForClient}
            locked={view.view === 'starting'}
          />
        ))}
      {flow.error !== null && (withStored || view.view === 'waiting') && <FocusedError error={flow.error} />}
    </StepFrame>
  );
}
