import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useRouter } from '../router/router';
import classes from './page.module.css';

/** A screen's content: one scroll area, no wider than the eye can follow. `fill` gives a list the height that is left. */
export function Page({ children, fill = false }: { children: ReactNode; fill?: boolean }) {
  return (
    <div className={classes.scroll} data-fill={fill || undefined}>
      <div className={classes.content}>{children}</div>
    </div>
  );
}

/**
 * Names the window after the screen, for task switchers and screen readers. A screen that was loaded only now, or that replaces its
 * own "reading…" page, takes up the focus that got lost on the way.
 */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Voxanne Console`;
  }, [title]);
  useEffect(() => {
    const at = document.activeElement;
    const lost = at === null || at === document.body || at.tagName === 'MAIN';
    if (lost && useRouter.getState().moves > 0) document.getElementById('page-title')?.focus({ preventScroll: true });
  }, []);
}

type PageHeaderProps = {
  title: string;
  subtitle?: ReactNode;
  /** Where the person came from: `{ label: 'Clinics', onClick }`. */
  back?: { label: string; onClick: () => void };
  /** Buttons at the right; one of them at most is the primary one. */
  actions?: ReactNode;
};

/** Says where you are. The title takes the focus when the screen opens, so that a screen reader starts there. */
export function PageHeader({ title, subtitle, back, actions }: PageHeaderProps) {
  usePageTitle(title);
  return (
    <header className={classes.header}>
      <div className={classes.heading}>
        {back && (
          <Button
            variant="subtle"
            size="compact-sm"
            color="gray"
            className={classes.back}
            leftSection={<IconChevronLeft size="1rem" aria-hidden />}
            onClick={back.onClick}
          >
            {back.label}
          </Button>
        )}
        <h1 id="page-title" tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        {subtitle !== undefined && <div className={classes.subtitle}>{subtitle}</div>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
