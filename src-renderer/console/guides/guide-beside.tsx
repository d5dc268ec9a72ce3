import { type ReactNode, Suspense, useRef } from 'react';
import type { ProviderDescriptor } from '../../../src-shared/providers/descriptor';
import { later } from '../../components/later';
import { useWidth } from '../../components/use-width';
import classes from './guides.module.css';

const GuideCard = later(() => import('./guide-card').then(({ GuideCard }) => GuideCard));

type GuideBesideProps = {
  descriptor: ProviderDescriptor;
  /** The way to sign in that is picked. */
  methodId: string;
  children: ReactNode;
};

/** A form, and beside it, where the window is wide enough, the guide to what is asked there. */
export function GuideBeside({ descriptor, methodId, children }: GuideBesideProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useWidth(place);
  // The style sheet decides, so that nothing moves; what it hides has no width, and is not loaded.
  const isShown = width > 0 && Number.isFinite(width);
  return (
    <div className={classes.beside}>
      <div className={classes.form}>{children}</div>
      <div ref={place} className={classes.besidePlace}>
        {isShown && (
          <Suspense fallback={<span hidden data-loading />}>
            <GuideCard descriptor={descriptor} methodId={methodId} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
