import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type MessageDrafts, previewValues, renderDraft } from '../../../../src-shared/messaging/drafts';
import type { Organization } from '../../../../src-shared/organizations/organization';
import { canonicalTimeZone } from '../../../../src-shared/organizations/time-zone';
import { messageProvider } from '../../../../src-shared/providers/message-provider';
import { t } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import { Busy } from '../../../components/busy';
import { Card } from '../../../components/card';
import { ErrorNotice } from '../../../components/error-notice';
import { useLoader } from '../../../components/loader';
import type { KeptForms } from '../kept-forms';
import { HotLeadEditor } from './hot-lead-editor';
import { MessagePreview } from './message-preview';
import classes from './sms-test.module.css';

/** Both messages as they will be sent. The hot-lead text belongs to the clinic and can be changed. */
type MessagesCardProps = { organization: Organization; forms: KeptForms; busy: boolean };

export function MessagesCard({ organization, forms, busy }: MessagesCardProps) {
  const { loaded, loader } = useLoader<MessageDrafts>(organization.id, () =>
    voxanne.messages.drafts({ organizationId: organization.id }),
  );
  const [editing, setEditing] = useState(forms.hotLead !== null);
  const keep = useCallback(
    (text: string) => {
      forms.hotLead = text;
    },
    [forms],
  );
  const close = () => {
    forms.hotLead = null;
    setEditing(false);
  };
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) editButton.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  const values = previewValues(organization.name, clinicTime(organization.timeZone));

  return (
    <Card title={t('What is sent')}>
      {loaded.state === 'loading' && <Busy>{t('Reading the clinic’s texts…')}</Busy>}
      {loaded.state === 'failed' && <ErrorNotice error={loaded.error} onRetry={() => void loader.reload()} />}
      {loaded.state === 'ready' && (
        <>
          <div className={classes.messages} data-editing={editing || undefined}>
            <MessagePreview title={t('Test SMS')} text={renderDraft(loaded.value.testSms, values)} />
            {editing ? (
              <HotLeadEditor
                organizationId={organization.id}
                drafts={loaded.value}
                typed={forms.hotLead}
                onType={keep}
                values={values}
                onSaved={(drafts) => {
                  loader.put(drafts);
                  close();
                }}
                onCancel={close}
              />
            ) : (
              <MessagePreview
                title={t('Hot-lead SMS')}
                text={renderDraft(loaded.value.hotLead, values)}
                actions={
                  <Button
                    ref={editButton}
                    variant="subtle"
                    size="compact-sm"
                    disabled={busy}
                    aria-label={t('Edit hot-lead text')}
                    onClick={() => setEditing(true)}
                  >
                    {t('Edit')}
                  </Button>
                }
              />
            )}
          </div>
          <p className={classes.note}>
            {t(
              'Code and lead number are examples; each run makes new ones. {company} counts and charges for every segment.',
              { company: messageProvider.company },
            )}
          </p>
        </>
      )}
    </Card>
  );
}

/** In UTC where the stored zone is none, as in the messages themselves. */
const clinicTime = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone: canonicalTimeZone(timeZone) ?? 'UTC' }).format(
    new Date(),
  );
