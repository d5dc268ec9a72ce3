import { Suspense } from 'react';
import { later } from '../../shell/later';

const RestoreDialog = later(() => import('./restore-dialog').then(({ RestoreDialog }) => RestoreDialog));

/** The dialog, loaded when it is first asked for: few people ever need it, and everybody would wait for it. */
export function RestoreDialogHost({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return opened ? (
    <Suspense>
      <RestoreDialog opened onClose={onClose} />
    </Suspense>
  ) : null;
}
