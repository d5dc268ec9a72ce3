import { brandMark } from '../../src-shared/brand';

const { size: side, radius, ground, steps, step } = brandMark;

/** The product's mark: steps that climb, as every ladder in the console. Decorative; the title has the name. */
export function BrandMark({ size = '2.25rem' }: { size?: string }) {
  return (
    <svg viewBox={`0 0 ${side} ${side}`} width={size} height={size} aria-hidden>
      <rect width={side} height={side} rx={radius} fill={ground} />
      {steps.map((place) => (
        <rect key={place.x} {...step} {...place} />
      ))}
    </svg>
  );
}
