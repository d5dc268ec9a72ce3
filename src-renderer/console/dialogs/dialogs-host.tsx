import { Suspense, useEffect } from 'react';
import { voxanne } from '../../bridge';
import { later } from '../../components/later';
import '../came-back/came-back-store';
import { closeDialog, isDialogName, openDialog, useDialogs } from './dialogs-store';

const SupportBundleDialog = later(() =>
  import('./support-bundle-dialog').then(({ SupportBundleDialog }) => SupportBundleDialog),
);

const CameBackDialog = later(() =>
  import('../came-back/came-back-dialog').then(({ CameBackDialog }) => CameBackDialog),
);

const AboutDialog = later(() => import('./about-dialog').then(({ AboutDialog }) => AboutDialog));

const RestoreDialog = later(() => import('../vault/restore-dialog').then(({ RestoreDialog }) => RestoreDialog));

/** Draws the dialog that is open, and listens to the menu. */
export function DialogsHost() {
  const opened = useDialogs((state) => state.opened);
  useEffect(
    () =>
      voxanne.on['app.navigate'](({ to }) => {
        if (isDialogName(to)) openDialog(to);
      }),
    [],
  );
  if (opened === null) return null;
  return (
    <Suspense>
      {opened === 'support-bundle' && <SupportBundleDialog onClose={closeDialog} />}
      {opened === 'restore' && <RestoreDialog opened onClose={closeDialog} />}
      {opened === 'about' && <AboutDialog onClose={closeDialog} />}
      {opened === 'came-back' && <CameBackDialog onClose={closeDialog} />}
    </Suspense>
  );
}
