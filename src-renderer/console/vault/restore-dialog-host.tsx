import { Suspense, useState } from 'react';
import { later } from '../../components/later';

const RestoreDialog = later(() => import('./restore-dialog').then(({ RestoreDialog }) => RestoreDialog));

/** The dialog, loaded on first use: few people need it, and all would wait for it. */
export function RestoreDialogHost({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [used, setUsed] = useState(opened);
  if (opened && !used) setUsed(true);
  return used ? (
    <Suspense>
      <RestoreDialog opened={opened} onClose={onClose} />
    </Suspense>
  ) : null;
}
