/**
 * Connecting a provider: fill in, verify, pick, save. Pure; the store calls the main process and feeds the answers in.
 * Each request has a number; an answer to one that was cancelled or overtaken changes nothing.
 */
import type { Connection, ImportedFile, Verification } from '../../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../../src-shared/errors';
import type { FieldDescriptor, ProviderDescriptor } from '../../../../src-shared/providers/descriptor';
import type { Result } from '../../../../src-shared/result';
import {
  type ConnectForm,
  checkField,
  checkForm,
  editField,
  emptyForm,
  forgetSecrets,
  methodOf,
  swapFields,
  swapOffer,
  takeImport,
} from './connect-form';

export type ConnectState =
  | { state: 'filling'; form: ConnectForm; error: AppErrorData | null }
  | { state: 'verifying'; form: ConnectForm; request: number }
  | {
      state: 'choosing';
      form: ConnectForm;
      verification: Verification;
      choice: string | null;
      error: AppErrorData | null;
    }
  | { state: 'saving'; form: ConnectForm; verification: Verification; choice: string | null; request: number }
  | { state: 'saved'; connection: Connection };

export type ConnectEvent =
  | { type: 'method-picked'; methodId: string }
  | { type: 'field-edited'; field: FieldDescriptor; value: string /** A paste is judged at once. */; pasted: boolean }
  | { type: 'field-left'; field: FieldDescriptor }
  | { type: 'fields-swapped' }
  | { type: 'file-imported'; imported: ImportedFile }
  | { type: 'form-filled'; methodId: string; values: Record<string, string> }
  | { type: 'failed'; error: AppErrorData }
  /** The fields are looked at before they are used for something else than `Verify`. */
  | { type: 'form-checked' }
  | { type: 'form-used' }
  | { type: 'verify-started'; request: number }
  | { type: 'verify-answered'; request: number; result: Result<Verification> }
  | { type: 'cancelled' }
  | { type: 'choice-picked'; choice: string | null }
  | { type: 'start-over' }
  | { type: 'save-started'; request: number }
  | { type: 'save-answered'; request: number; result: Result<Connection> };

/** @param known what stays the same where credentials are replaced */
export const emptyConnect = (descriptor: ProviderDescriptor, known?: Connection['known']): ConnectState => ({
  state: 'filling',
  form: { ...emptyForm(descriptor), ...(known && { methodId: known.methodId, values: known.fields }) },
  error: null,
});

/** The option to preselect: the preferred one, or the only one that can be picked. */
function firstChoice(verification: Verification): string | null {
  const usable = verification.choice?.options.filter((option) => option.disabledReason === null) ?? [];
  const preferred = usable.find((option) => option.id === verification.choice?.preferred);
  return preferred?.id ?? (usable.length === 1 ? (usable[0]?.id ?? null) : null);
}

/** The main process forgets a verification after a while; the secrets must then be given again. */
const isForgotten = (error: AppErrorData) => error.code === 'credentials.verification-expired';

/** The main process forgets an imported file after a while: what it held has to be given again. */
const withoutLostFile = (form: ConnectForm, error: AppErrorData): ConnectForm =>
  error.code === 'import.expired' ? { ...form, imported: null, fromFile: [] } : form;

function editing(state: ConnectState, change: (form: ConnectForm) => ConnectForm): ConnectState {
  return state.state === 'filling' ? { ...state, form: change(state.form), error: null } : state;
}

/** @returns the same object when the event does not fit the state, or came too late */
export function connectTransition(
  descriptor: ProviderDescriptor,
  state: ConnectState,
  event: ConnectEvent,
): ConnectState {
  switch (event.type) {
    case 'method-picked':
      return editing(state, (form) => ({ ...form, methodId: event.methodId, problems: {} }));
    case 'field-edited':
      return editing(state, (form) => {
        const edited = editField(form, event.field, event.value);
        return event.pasted ? checkField(edited, event.field) : edited;
      });
    case 'field-left':
      // Leaving a field must not wipe the error of the last attempt: the person may be on the way to its link.
      return state.state === 'filling' ? { ...state, form: checkField(state.form, event.field) } : state;
    case 'fields-swapped':
      return editing(state, (form) => {
        const pair = swapOffer(form, methodOf(descriptor, form).fields);
        return pair === null ? form : swapFields(form, pair);
      });
    case 'file-imported':
      return editing(state, (form) => takeImport(descriptor, form, event.imported));
    case 'form-filled':
      return editing(state, () => ({ ...emptyForm(descriptor), methodId: event.methodId, values: event.values }));
    case 'failed':
      return state.state === 'filling'
        ? { ...state, form: withoutLostFile(state.form, event.error), error: event.error }
        : state;
    case 'form-checked':
      return editing(state, (form) => checkForm(form, methodOf(descriptor, form).fields));
    case 'form-used':
      return editing(state, (form) => ({ ...forgetSecrets(descriptor, form), imported: null, fromFile: [] }));
    case 'verify-started': {
      if (state.state !== 'filling') return state;
      const form = checkForm(state.form, methodOf(descriptor, state.form).fields);
      if (Object.keys(form.problems).length > 0) return { state: 'filling', form, error: null };
      return { state: 'verifying', form, request: event.request };
    }
    case 'verify-answered': {
      if (state.state !== 'verifying' || state.request !== event.request) return state;
      if (!event.result.ok) {
        const { error } = event.result;
        return { state: 'filling', form: withoutLostFile(state.form, error), error };
      }
      const verification = event.result.value;
      return {
        state: 'choosing',
        form: forgetSecrets(descriptor, state.form),
        verification,
        choice: firstChoice(verification),
        error: null,
      };
    }
    case 'cancelled':
      return state.state === 'verifying' ? { state: 'filling', form: state.form, error: null } : state;
    case 'choice-picked':
      return state.state === 'choosing' ? { ...state, choice: event.choice, error: null } : state;
    case 'start-over':
      if (state.state === 'saved') return emptyConnect(descriptor, state.connection.known);
      return state.state === 'choosing'
        ? { state: 'filling', form: { ...state.form, problems: {} }, error: null }
        : state;
    case 'save-started':
      if (state.state !== 'choosing') return state;
      return {
        state: 'saving',
        form: state.form,
        verification: state.verification,
        choice: state.choice,
        request: event.request,
      };
    case 'save-answered': {
      if (state.state !== 'saving' || state.request !== event.request) return state;
      if (event.result.ok) return { state: 'saved', connection: event.result.value };
      const { error } = event.result;
      if (isForgotten(error)) return { state: 'filling', form: { ...state.form, problems: {} }, error };
      return { state: 'choosing', form: state.form, verification: state.verification, choice: state.choice, error };
    }
  }
}
