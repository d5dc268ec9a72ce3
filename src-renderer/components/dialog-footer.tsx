import type { ReactNode } from 'react';
import classes from './dialog-footer.module.css';

/**
 * The buttons of a dialog, `Cancel` left of the action. They stay in sight however long the dialog is.
 * @param apart below what leaves no room of its own
 */
export function DialogFooter({ children, apart = false }: { children: ReactNode; apart?: boolean }) {
  return (
    <div className={classes.footer} data-dialog-footer data-apart={apart || undefined}>
      {children}
    </div>
  );
}
