/** The product's mark: steps that climb, as every ladder in the console. Decorative; the title has the name. */
export function BrandMark({ size = '2.25rem' }: { size?: string }) {
  return (
    <svg viewBox="0 0 36 36" width={size} height={size} aria-hidden>
      <rect width="36" height="36" rx="9" fill="#0b5f5a" />
      <g fill="#ffffff">
        <rect x="7" y="23" width="6.5" height="4.5" rx="1.6" />
        <rect x="14.75" y="16.75" width="6.5" height="4.5" rx="1.6" opacity="0.86" />
        <rect x="22.5" y="10.5" width="6.5" height="4.5" rx="1.6" />
      </g>
    </svg>
  );
}
