/** The mark of the product: rungs that rise into a speech bubble's tail. Decoration only; the title says the name. */
export function BrandMark({ size = '2.25rem' }: { size?: string }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden>
      <rect width="64" height="64" rx="15" fill="#0b635e" />
      <path d="M15 38h8v11h-8z M28 28h8v21h-8z M41 15h8v34h-8z" fill="#ffffff" />
    </svg>
  );
}
