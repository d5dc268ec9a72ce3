import { createContext, type ReactNode, useContext, useId } from 'react';
import classes from './card.module.css';

/** The level of a card's title: one below the heading that it stands under. */
const CardLevel = createContext<2 | 3>(2);

/** Around cards that stand under a heading of the second level: a step of the wizard. */
export function CardsUnderHeading({ children }: { children: ReactNode }) {
  return <CardLevel value={3}>{children}</CardLevel>;
}

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
  const Title = `h${useContext(CardLevel)}` as const;
  const body = (
    <>
      {title !== undefined && (
        <div className={classes.head}>
          {icon !== undefined && <span className={classes.icon}>{icon}</span>}
          <Title id={titleId} className={classes.title}>
            {title}
          </Title>
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
