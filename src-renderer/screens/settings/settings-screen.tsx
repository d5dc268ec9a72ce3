import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { longestActorName } from '../../../src-shared/actor-name';
import type { AppErrorData } from '../../../src-shared/errors';
import { cleanLine } from '../../../src-shared/pasted';
import type { Settings } from '../../../src-shared/settings/settings';
import { languageNames, languages } from '../../../src-shared/texts/languages';
import { t } from '../../../src-shared/texts/translate';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { NoticeBox } from '../../components/notice';
import { Page, PageHeader } from '../../components/page';
import { StatusBadge } from '../../components/status-badge';
import { openDialog } from '../../console/dialogs/dialogs-store';
import { shownActor } from '../../console/shown-actor';
import { useAppStatus, useConsole } from '../../console/use-console';
import { locksTooWords, unlockWords } from '../../console/vault/unlock-words';
import { protectionWords } from '../../console/vault/vault-words';
import type { SettingsSection } from '../../router/route';
import { ChecksCard } from './checks-card';
import { autoLockChoices, textScaleChoices } from './choices';
import { NetworkCard } from './network-card';
import { PracticeCard } from './practice-card';
import { PutAsideCard } from './put-aside-card';
import { RecoveryKitDialog } from './recovery-kit-dialog';
import { RecoveryKitSetting } from './recovery-kit-setting';
import { Setting } from './setting';
import { SettingsNav, SettingsPart } from './settings-nav';
import parts from './settings-nav.module.css';
import classes from './settings-screen.module.css';
import { UpdatesCard } from './updates-card';
import { VaultCard } from './vault-card';

/** What a person may set; each change is kept at once. `section` is the part that the address asks for. */
export function SettingsScreen({ section }: { section?: SettingsSection | undefined }) {
  const { settings, version, actor, practice } = useAppStatus();
  const [error, setError] = useState<AppErrorData | null>(null);
  const update = async (patch: Partial<Settings>) => setError(await useConsole.getState().updateSettings(patch));
  return (
    <Page>
      <PageHeader title={t('Settings')} />
      {error !== null && <ErrorNotice error={error} />}
      <div className={parts.layout}>
        <SettingsNav practice={practice} asked={section} />
        <div className={parts.parts}>
          {practice && (
            <SettingsPart section="practice">
              <PracticeCard />
            </SettingsPart>
          )}
          <SettingsPart section="security">
            <SecurityCard />
          </SettingsPart>
          <SettingsPart section="you">
            <PersonCard onSave={(personName) => update({ personName })} />
          </SettingsPart>
          <SettingsPart section="appearance">
            <AppearanceCard update={update} />
          </SettingsPart>
          <SettingsPart section="checks">
            <ChecksCard update={update} />
          </SettingsPart>
          <SettingsPart section="vault">
            <VaultCard />
            <PutAsideCard />
          </SettingsPart>
          <SettingsPart section="network">
            <NetworkCard />
          </SettingsPart>
          <SettingsPart section="updates">
            <UpdatesCard />
          </SettingsPart>
          <SettingsPart section="support">
            <SupportCard version={version} />
          </SettingsPart>
          <p className={classes.about}>
            {t('Voxanne Console {version} · recorded in the activity as {person}', {
              version,
              person: shownActor({ settings, actor }),
            })}
          </p>
        </div>
      </div>
    </Page>
  );
}

type Update = (patch: Partial<Settings>) => Promise<void>;

function AppearanceCard({ update }: { update: Update }) {
  const { settings } = useAppStatus();
  return (
    <Card title={t('Appearance')}>
      <Setting label={t('Theme')} help={t('System follows your computer’s own setting.')}>
        <SegmentedControl
          aria-label={t('Theme')}
          value={settings.theme}
          onChange={(theme) => void update({ theme: theme as Settings['theme'] })}
          data={[
            { value: 'system', label: t('System') },
            { value: 'light', label: t('Light') },
            { value: 'dark', label: t('Dark') },
          ]}
        />
      </Setting>
      <Setting label={t('Language')} help={t('System follows your computer’s own setting.')}>
        <NativeSelect
          aria-label={t('Language')}
          value={settings.language}
          onChange={(event) => void update({ language: event.currentTarget.value as Settings['language'] })}
          data={[
            { value: 'system', label: t('System') },
            ...languages.map((language) => ({ value: language, label: languageNames[language] })),
          ]}
        />
      </Setting>
      <Setting label={t('Text size')} help={t('Makes everything on the screen larger.')}>
        <NativeSelect
          aria-label={t('Text size')}
          value={String(settings.textScale)}
          onChange={(event) => void update({ textScale: Number(event.currentTarget.value) })}
          data={textScaleChoices(settings.textScale)}
        />
      </Setting>
    </Card>
  );
}

function SupportCard({ version }: { version: string }) {
  return (
    <Card title={t('Support')}>
      <Setting
        label={t('Support bundle')}
        help={t(
          'What your support contact needs to find a fault, without credentials. You see all of it before it is saved; the console sends nothing.',
        )}
      >
        <Button variant="default" onClick={() => openDialog('support-bundle')}>
          {t('Support bundle…')}
        </Button>
      </Setting>
      <Setting
        label={t('About')}
        help={t('Voxanne Console {version}: what it is made of, and the licences of all of it.', { version })}
      >
        <Button variant="default" onClick={() => openDialog('about')}>
          {t('About Voxanne Console…')}
        </Button>
      </Setting>
    </Card>
  );
}

/** When the console locks by itself. With the computer it always does. */
function LockSetting() {
  const status = useAppStatus();
  const { autoLockMinutes } = status.settings;
  return (
    <Setting label={t('Lock when not used')} help={`${locksTooWords(status.locksWith)} ${unlockWords(status)}`}>
      <NativeSelect
        aria-label={t('Lock when not used')}
        value={String(autoLockMinutes)}
        onChange={(event) =>
          void useConsole.getState().updateSettings({ autoLockMinutes: Number(event.currentTarget.value) })
        }
        data={autoLockChoices(autoLockMinutes)}
      />
    </Setting>
  );
}

/** As whom the person is shown. Saved when the field is left, or by Enter. */
function PersonCard({ onSave }: { onSave: (name: string) => Promise<void> }) {
  const { settings, actor } = useAppStatus();
  const [name, setName] = useState(settings.personName);
  const saved = useRef(settings.personName);
  const save = () => {
    const wanted = cleanLine(name);
    setName(wanted);
    if (wanted === saved.current) return;
    saved.current = wanted;
    void onSave(wanted);
  };
  // A key of the menu leads away while the field still has the focus.
  const leave = useRef(save);
  leave.current = save;
  useEffect(() => () => leave.current(), []);
  return (
    <Card title={t('You')}>
      <Setting
        label={t('Your name')}
        help={t('Shown in the activity and on handoffs instead of the system’s name. The activity keeps each change.')}
      >
        <TextInput
          aria-label={t('Your name')}
          value={name}
          placeholder={actor}
          maxLength={longestActorName}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
      </Setting>
    </Card>
  );
}

function SecurityCard() {
  const { vault, keychainName, practice } = useAppStatus();
  const [exporting, setExporting] = useState(false);
  if (vault.state !== 'ready') return null;
  const { title, promise } = protectionWords(vault.protection, keychainName);
  const kept = vault.protection !== 'memory';
  return (
    <Card title={t('Security')}>
      <Setting label={t('Key to the credentials')} help={promise}>
        <StatusBadge tone={kept ? 'good' : 'warning'}>{title}</StatusBadge>
      </Setting>
      <LockSetting />
      {kept && !practice && <RecoveryKitSetting isSaving={exporting} onSave={() => setExporting(true)} />}
      {!kept && (
        <NoticeBox tone="warning" title={t('Credentials entered now are gone when the console closes')}>
          {t('Close it and start it again with a keychain, or choose a passphrase, to keep them.')}
        </NoticeBox>
      )}
      <RecoveryKitDialog opened={exporting} onClose={() => setExporting(false)} />
    </Card>
  );
}
