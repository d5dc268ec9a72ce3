import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { AppErrorData } from '../../../../src-shared/errors';
import type { Organization } from '../../../../src-shared/organizations/organization';
import { stepInfo } from '../../../../src-shared/setup/setup-steps';
import { t } from '../../../../src-shared/texts/translate';
import { voxanne } from '../../../bridge';
import { BusyButton } from '../../../components/busy-button';
import { Card } from '../../../components/card';
import { ClinicFields } from '../../../components/clinic-form/clinic-fields';
import {
  type ClinicForm,
  type ClinicProblems,
  clinicDefaults,
  clinicFormOf,
  clinicProblems,
} from '../../../components/clinic-form/clinic-form';
import { useNamesake } from '../../../console/clinics/use-namesake';
import type { KeptForms } from '../kept-forms';
import { StepFrame } from '../step-frame';

type ClinicStepProps = {
  /** Null: this step makes the clinic. */
  organization: Organization | null;
  /** What was typed and not saved. */
  forms: Pick<KeptForms, 'clinic'>;
  busy: boolean;
  error: AppErrorData | null;
  onSave: (form: ClinicForm) => void;
};

/** Name, country and time zone of the clinic. */
export function ClinicStep({ organization, forms, busy, error, onSave }: ClinicStepProps) {
  const { heading, purpose } = stepInfo('clinic');
  const formId = useId();
  const [form, setForm] = useState<ClinicForm>(
    () =>
      forms.clinic ??
      (organization === null
        ? clinicDefaults(navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone)
        : clinicFormOf(organization)),
  );
  const hasNamesake = useNamesake(form.name, organization?.id ?? null);
  const [problems, setProblems] = useState<ClinicProblems>({});
  const formElement = useRef<HTMLFormElement>(null);

  // The window's engine does not know every zone's name; the main process also looks at the system's files.
  useEffect(() => {
    if (organization !== null) return;
    void voxanne.app.systemTimeZone({}).then((answer) => {
      const timeZone = answer.ok ? answer.value.timeZone : null;
      if (timeZone !== null) setForm((current) => (current.timeZone === '' ? { ...current, timeZone } : current));
    });
  }, [organization]);

  const keep = (typed: ClinicForm | null) => {
    forms.clinic = typed;
  };
  const change = (changed: Partial<ClinicForm>) => {
    setForm({ ...form, ...changed });
    keep({ ...form, ...changed });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = clinicProblems(form);
    setProblems(found);
    const [first] = Object.keys(found);
    if (first === undefined) {
      keep(null);
      onSave({ name: form.name, country: form.country, timeZone: form.timeZone });
    } else formElement.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  return (
    <StepFrame
      heading={t(heading)}
      purpose={t(purpose)}
      onBack={null}
      error={error}
      actions={
        <BusyButton type="submit" form={formId} busyLabel={t('Saving…')} busy={busy}>
          {organization === null ? t('Create clinic and continue') : t('Save and continue')}
        </BusyButton>
      }
    >
      <Card>
        <form id={formId} ref={formElement} noValidate onSubmit={submit}>
          <ClinicFields hasNamesake={hasNamesake} form={form} problems={problems} onChange={change} />
        </form>
      </Card>
    </StepFrame>
  );
}
