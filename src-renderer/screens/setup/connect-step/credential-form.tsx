import { Button, Menu } from '@mantine/core';
import { IconArrowsExchange, IconFileImport, IconFlask } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { ImportedFile } from '../../../../src-shared/credentials/connection';
import { allProviders } from '../../../../src-shared/providers';
import type { ProviderDescriptor } from '../../../../src-shared/providers/descriptor';
import { fileOwners } from '../../../../src-shared/providers/file-owners';
import { t } from '../../../../src-shared/texts/translate';
import { afterClick } from '../../../components/after-click';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { FocusedError } from '../../../components/focused-error';
import formClasses from '../../../components/form.module.css';
import { NoticeBox } from '../../../components/notice';
import { useWindowDrop } from '../../../components/window-drop';
import { GuideBeside } from '../../../console/guides/guide-beside';
import { GuideButton } from '../../../console/guides/guide-button';
import { choosePracticeNetwork } from '../../../console/practice';
import { usePracticeScenarios } from '../../../console/use-practice-scenarios';
import { Asking } from './asking';
import { ClientFileDrop } from './client-file-drop';
import classes from './connect.module.css';
import { methodOf, swapOffer } from './connect-form';
import type { ConnectStore } from './connect-store';
import { CredentialField } from './credential-field';
import { ImportSummary } from './import-summary';
import { MethodPicker } from './method-picker';

type CredentialFormProps = {
  formId: string;
  descriptor: ProviderDescriptor;
  store: ConnectStore;
  onVerify: () => Promise<void>;
  onImported: (imported: ImportedFile) => void;
  /** True when a click asked for the form: the next thing is typing. */
  focusFirst: boolean;
  /** True while something is asked that is not `Verify`. */
  locked?: boolean;
};

/** The form of a provider's credentials, drawn from its descriptor. */
export function CredentialForm({
  formId,
  descriptor,
  store,
  onVerify,
  onImported,
  focusFirst,
  locked = false,
}: CredentialFormProps) {
  const { connect, importing, secretsGone, edit, leave, pickMethod, swap, fill, importFile, importText } =
    useStore(store);
  const scenarios = usePracticeScenarios();
  const form = useRef<HTMLFormElement>(null);
  const error = connect.state === 'filling' ? connect.error : null;

  useEffect(() => {
    if (!focusFirst) return;
    const inputs = [...(form.current?.querySelectorAll('input') ?? [])];
    (inputs.find(({ value }) => value === '') ?? inputs[0])?.focus();
  }, [focusFirst]);

  const importAndTell = async (reading: Promise<ImportedFile | null>) => {
    const imported = await reading;
    if (imported !== null) onImported(imported);
  };

  const isOff = connect.state !== 'filling' || locked || importing;
  const over = useWindowDrop('form', isOff, (fileName, text) => {
    const owners = fileOwners(text, allProviders);
    // A file of another provider is left to that provider's step. An unknown file is refused here, with the reason.
    if (owners.length > 0 && !owners.includes(descriptor.id)) return false;
    void importAndTell(importText(fileName, text));
    return true;
  });

  if (connect.state !== 'filling' && connect.state !== 'verifying') return null;
  const { form: values } = connect;
  const verifying = connect.state === 'verifying';
  const busy = verifying || locked;
  const accounts = scenarios?.credentials.filter(({ provider }) => provider === descriptor.id) ?? [];
  const method = methodOf(descriptor, values);
  const networks = scenarios?.networks ?? [];
  const pair = swapOffer(values, method.fields);

  /** The network is what is rehearsed, so the account is one that works, unless one was entered already. */
  const meet = (id: string) => {
    const [works] = accounts;
    if (works !== undefined && Object.values(values.values).every((value) => value === ''))
      fill(works.methodId, works.fields);
    void choosePracticeNetwork(id);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await onVerify();
    // The fields show their problems by now; the first of them takes the focus.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  return (
    <GuideBeside descriptor={descriptor} methodId={method.id}>
      <Card>
        <div className={classes.top}>
          <MethodPicker
            label={t(descriptor.methodsLabel)}
            methods={descriptor.methods}
            picked={method.id}
            disabled={busy}
            onPick={pickMethod}
          />
          <div className={classes.sources}>
            {accounts.length > 0 && (
              <Menu
                position="bottom-end"
                width={340}
                withinPortal={false}
                withInitialFocusPlaceholder={false}
                menuItemTabIndex={0}
              >
                <Menu.Target>
                  <Button variant="default" disabled={busy} leftSection={<IconFlask size="1rem" aria-hidden />}>
                    {t(descriptor.practice.menu)}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown mah="20rem" style={{ overflowY: 'auto' }}>
                  <Menu.Label>{t('Simulated: nothing reaches {name}', { name: descriptor.name })}</Menu.Label>
                  {accounts.map((scenario) => (
                    <Menu.Item key={scenario.id} onClick={() => fill(scenario.methodId, scenario.fields)}>
                      <span className={classes.scenario}>{scenario.label}</span>
                      <span className={classes.scenarioDetail}>{scenario.detail}</span>
                    </Menu.Item>
                  ))}
                  {networks.length > 0 && (
                    <>
                      <Menu.Divider />
                      <Menu.Label>{t('On a bad network, until you go back')}</Menu.Label>
                      {networks.map((network) => (
                        <Menu.Item key={network.id} onClick={() => meet(network.id)}>
                          <span className={classes.scenario}>{network.label}</span>
                          <span className={classes.scenarioDetail}>{network.detail}</span>
                        </Menu.Item>
                      ))}
                    </>
                  )}
                </Menu.Dropdown>
              </Menu>
            )}
            <BusyButton
              variant="default"
              busyLabel={t('Reading…')}
              busy={importing}
              disabled={busy}
              leftSection={<IconFileImport size="1rem" aria-hidden />}
              onClick={() => void importAndTell(importFile())}
            >
              {descriptor.importFile === undefined ? t('Import .env file') : t('Import')}
            </BusyButton>
          </div>
        </div>
        <div className={classes.about}>
          <p className={classes.methodSummary}>{t(method.summary)}</p>
          <div className={classes.guide}>
            <GuideButton descriptor={descriptor} methodId={method.id} />
          </div>
          {descriptor.importFile === undefined && (
            <p className={classes.dropAnywhere} data-over={over || undefined}>
              {t('A .env file can also be dropped anywhere on this page.')}
            </p>
          )}
        </div>
        {descriptor.importFile !== undefined && (
          <ClientFileDrop
            what={t(descriptor.importFile.name)}
            hint={t(descriptor.importFile.hint)}
            disabled={busy || importing}
            over={over}
            onText={(name, text) => void importAndTell(importText(name, text))}
          />
        )}
        {secretsGone && (
          <NoticeBox tone="info" role="status" title={t('What was typed is here again, except secrets')}>
            {t('They are forgotten with the page, and have to be entered anew.')}
          </NoticeBox>
        )}
        {values.imported !== null && <ImportSummary imported={values.imported} />}
        <form
          id={formId}
          ref={form}
          className={`${formClasses.fields} ${classes.fields}`}
          noValidate
          autoComplete="off"
          onSubmit={submit}
        >
          {method.fields.map((field) => (
            <CredentialField
              key={field.id}
              field={field}
              value={values.values[field.id] ?? ''}
              problem={values.problems[field.id]}
              fromFile={values.fromFile.includes(field.id) ? (values.imported?.fileName ?? null) : null}
              disabled={busy}
              onEdit={(value, pasted) => edit(field, value, pasted)}
              onLeave={() => afterClick(() => leave(field))}
            />
          ))}
        </form>
        {pair !== null && (
          <div className={classes.swap}>
            <p>
              {t('{first} and {second} hold each other’s value.', {
                first: t(pair[0].label),
                second: t(pair[1].label),
              })}
            </p>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconArrowsExchange size="1rem" aria-hidden />}
              onClick={swap}
            >
              {t('Swap them')}
            </Button>
          </div>
        )}
      </Card>
      <Asking busy={verifying} name={descriptor.name} />
      {error !== null && <FocusedError error={error} />}
    </GuideBeside>
  );
}
