import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { type SyntheticEvent, useEffect, useState } from 'react';
import type { NetworkPending } from '../../src-shared/network/network';
import { askingWords } from '../../src-shared/network/network-words';
import { t } from '../../src-shared/texts/translate';
import { voxanne } from '../bridge';
import { DialogFooter } from '../components/dialog-footer';
import { keepPending } from './network-store';
import classes from './proxy-sign-in-dialog.module.css';
import { toast } from './toast';

export type AskingProxy = NonNullable<NetworkPending['asking']>;

/** Name and password for a proxy. They go to the main process once and never come back. */
export function ProxySignInDialog({ proxy, onClose }: { proxy: AskingProxy; onClose: () => void }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  // Opened one step after it was rendered, so that the dialog can return the focus.
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(true), []);
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (username === '' || busy) return;
    setBusy(true);
    const { host, port } = proxy;
    const answer = await voxanne.network.signIn({ host, port, username, password });
    setBusy(false);
    setPassword('');
    if (!keepPending(answer)) return;
    toast({ tone: 'good', title: t('Sign-in kept'), message: t('Try again what did not work before.') });
    onClose();
  };
  return (
    <Modal
      opened={shown}
      onClose={onClose}
      title={t('Sign in to the proxy')}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form className={classes.form} noValidate onSubmit={(event) => void save(event)}>
        <p>{askingWords(proxy)}</p>
        <p className={classes.help}>
          {t(
            'Whoever runs the network knows both. They are kept on this computer, encrypted, and forgotten as soon as the proxy refuses them.',
          )}
        </p>
        <TextInput
          label={t('User name')}
          autoComplete="off"
          data-autofocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
          disabled={busy}
        />
        <PasswordInput
          label={t('Password')}
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          disabled={busy}
        />
        <DialogFooter>
          <Button variant="default" onClick={onClose} disabled={busy}>
            {t('Cancel')}
          </Button>
          <Button type="submit" disabled={busy || username === ''}>
            {t('Save')}
          </Button>
        </DialogFooter>
      </form>
    </Modal>
  );
}
