/** Talks to the main process for the form of one provider; what the answers mean is in `connect-machine.ts`. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection, ImportedFile } from '../../../../src-shared/credentials/connection';
import type { AppErrorData } from '../../../../src-shared/errors';
import type { Bridge } from '../../../../src-shared/ipc/contract';
import type { FieldDescriptor, ProviderDescriptor } from '../../../../src-shared/providers/descriptor';
import type { Result } from '../../../../src-shared/result';
import { type ConnectForm, fieldsToSend, methodOf } from './connect-form';
import { type ConnectEvent, type ConnectState, connectTransition, emptyConnect } from './connect-machine';

type ConnectActions = {
  pickMethod(methodId: string): void;
  edit(field: FieldDescriptor, value: string, pasted: boolean): void;
  leave(field: FieldDescriptor): void;
  swap(): void;
  /** Fills in credentials of practice mode. */
  fill(methodId: string, values: Record<string, string>): void;
  /** Answers with what was read; null when nothing was. */
  importFile(): Promise<ImportedFile | null>;
  /** The same for a file that was dropped or whose text was pasted. */
  importText(fileName: string, text: string): Promise<ImportedFile | null>;
  /** Takes what another page read from a file. Credentials that were verified before are put away. */
  take(imported: ImportedFile): void;
  /** What the form holds, for a use of its own; null when a field is wrong, which is shown then. */
  entered(): { methodId: string; fields: Record<string, string>; importId: string | null } | null;
  /** Shows a failure under the form. */
  fail(error: AppErrorData): void;
  /** The main process holds the secrets now: they are dropped here. */
  used(): void;
  /** An empty form, for other credentials of the same kind. */
  clear(): void;
  /** Asks the provider; saves nothing. */
  verify(): Promise<void>;
  /** Stops waiting for the answer. Nothing was changed by asking. */
  cancel(): void;
  choose(choice: string | null): void;
  startOver(): void;
  /** @returns true once the credentials are stored. @param meansOtherAccount another account than before is meant */
  save(meansOtherAccount: boolean): Promise<boolean>;
};
export type ConnectStore = StoreApi<
  {
    connect: ConnectState;
    importing: boolean;
    /** An earlier page had secrets in this form; what else was typed is here again. */
    secretsGone: boolean;
  } & ConnectActions
>;

export function createConnectStore(
  bridge: Pick<Bridge, 'credentials'>,
  descriptor: ProviderDescriptor,
  organizationId: string,
  known: Connection['known'] = undefined,
): ConnectStore {
  const ref = { organizationId, provider: descriptor.id };
  let requests = 0;
  return createStore((set, get) => {
    const send = (event: ConnectEvent) =>
      set(({ connect }) => ({ connect: connectTransition(descriptor, connect, event) }));

    const took = (result: Result<{ imported: ImportedFile | null }>): ImportedFile | null => {
      set({ importing: false });
      if (!result.ok) {
        send({ type: 'failed', error: result.error });
        return null;
      }
      const { imported } = result.value;
      if (imported !== null) send({ type: 'file-imported', imported });
      return imported;
    };
    const toSend = (form: ConnectForm) => ({
      fields: fieldsToSend(form, methodOf(descriptor, form).fields),
      importId: form.fromFile.length > 0 ? (form.imported?.importId ?? null) : null,
    });

    return {
      connect: emptyConnect(descriptor, known),
      importing: false,
      secretsGone: false,
      pickMethod: (methodId) => send({ type: 'method-picked', methodId }),
      edit: (field, value, pasted) => send({ type: 'field-edited', field, value, pasted }),
      leave: (field) => send({ type: 'field-left', field }),
      swap: () => send({ type: 'fields-swapped' }),
      fill: (methodId, values) => send({ type: 'form-filled', methodId, values }),

      async importFile() {
        if (get().importing || get().connect.state !== 'filling') return null;
        set({ importing: true });
        return took(await bridge.credentials.importFile(ref));
      },

      async importText(fileName, text) {
        if (get().importing || get().connect.state !== 'filling') return null;
        set({ importing: true });
        return took(await bridge.credentials.importText({ ...ref, fileName, text }));
      },

      take(imported) {
        send({ type: 'start-over' });
        send({ type: 'file-imported', imported });
      },

      entered() {
        send({ type: 'form-checked' });
        const { connect } = get();
        if (connect.state !== 'filling' || Object.keys(connect.form.problems).length > 0) return null;
        return { methodId: connect.form.methodId, ...toSend(connect.form) };
      },

      fail: (error) => send({ type: 'failed', error }),
      used: () => send({ type: 'form-used' }),
      clear() {
        const { connect } = get();
        if (connect.state === 'filling') send({ type: 'form-filled', methodId: connect.form.methodId, values: {} });
      },

      async verify() {
        requests += 1;
        const request = requests;
        send({ type: 'verify-started', request });
        const { connect } = get();
        if (connect.state !== 'verifying' || connect.request !== request) return;
        const { form } = connect;
        const result = await bridge.credentials.verify({ ...ref, methodId: form.methodId, ...toSend(form) });
        send({ type: 'verify-answered', request, result });
      },

      cancel: () => send({ type: 'cancelled' }),
      choose: (choice) => send({ type: 'choice-picked', choice }),
      startOver: () => send({ type: 'start-over' }),

      async save(meansOtherAccount) {
        requests += 1;
        const request = requests;
        send({ type: 'save-started', request });
        const { connect } = get();
        if (connect.state !== 'saving' || connect.request !== request) return false;
        const result = await bridge.credentials.save({
          ...ref,
          verificationId: connect.verification.verificationId,
          choice: connect.choice,
          ...(meansOtherAccount ? { meansOtherAccount } : {}),
        });
        send({ type: 'save-answered', request, result });
        return result.ok;
      },
    };
  });
}
