import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useRouter } from '../router/router';
import classes from './page.module.css';

type PageProps = {
  children: ReactNode;
  fill?: boolean;
  /** As wide as a list, for cards that stand side by side. */
  wide?: boolean;
  /** Its header is a bar at the top that stays in sight: for pages with steps. */
  bar?: boolean;
};

/** A screen's content: one scroll area of a readable width. `fill` gives a list the remaining height. */
export function Page({ children, fill = false, wide = false, bar = false }: PageProps) {
  return (
    <div
      className={classes.scroll}
      data-page
      data-fill={fill || undefined}
      data-wide={wide || undefined}
      data-bar={bar || undefined}
    >
      <div className={classes.content}>{children}</div>
    </div>
  );
}

/**
 * Names the page after the screen, for screen readers; a new window is shown when its page has a name.
 * A screen that was loaded only now, or that replaces its own "reading…" page, takes up the focus that got lost on the
 * way.
 * @param title null while the screen is still being read
 */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = `${title} – Voxanne Console`;
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
  /** Beside the title: the current state. */
  badge?: ReactNode;
  /** Where the person came from: `{ label: 'Clinics', onClick }`. */
  back?: { label: string; onClick: () => void };
  /** Between the title and the buttons: the steps of a page that has some. */
  middle?: ReactNode;
  /** Buttons at the right; one of them at most is the primary one. */
  actions?: ReactNode;
  /** The screen's data is still being read. */
  reading?: boolean;
};

/** Says where you are. The title takes the focus when the screen opens, so that a screen reader starts there. */
export function PageHeader({ title, subtitle, badge, back, middle, actions, reading = false }: PageHeaderProps) {
  usePageTitle(reading ? null : title);
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
        <div className={classes.titleRow}>
          <h1 id="page-title" tabIndex={-1} className={classes.title} dir="auto">
            {title}
          </h1>
          {badge}
        </div>
        {subtitle !== undefined && <div className={classes.subtitle}>{subtitle}</div>}
      </div>
      {middle}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
