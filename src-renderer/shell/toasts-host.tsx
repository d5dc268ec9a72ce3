import { Suspense } from 'react';
import { later } from '../components/later';
import { useToasted } from '../console/toast';

const Toasts = later(() => import('./toasts').then(({ Toasts }) => Toasts));

/** Where toasts appear, from the first one on. */
export function ToastsHost() {
  const any = useToasted((state) => state.any);
  return any ? (
    <Suspense>
      <Toasts />
    </Suspense>
  ) : null;
}
