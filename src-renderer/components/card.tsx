import { type ReactNode, useId } from 'react';
import classes from './card.module.css';

type CardProps = {
  title?: string;
  /** Beside the title: a badge, the provider's purpose. */
  aside?: ReactNode;
  icon?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
};

/** A hairline box with a title. With a title it is a region of that name. */
export function Card({ title, aside, icon, actions, children, className }: CardProps) {
  const titleId = useId();
  const body = (
    <>
      {title !== undefined && (
        <div className={classes.head}>
          {icon !== undefined && <span className={classes.icon}>{icon}</span>}
          <h2 id={titleId} className={classes.title}>
            {title}
          </h2>
          {aside}
          {actions !== undefined && <div className={classes.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </>
  );
  const classNames = className === undefined ? classes.card : `${classes.card} ${className}`;
  return title === undefined ? (
    <div className={classNames}>{body}</div>
  ) : (
    <section className={classNames} aria-labelledby={titleId}>
      {body}
    </section>
  );
}
