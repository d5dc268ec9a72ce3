/** The product's mark: rungs that rise into the tail of a speech bubble. Decorative; the title has the name. */
export function BrandMark({ size = '2.25rem' }: { size?: string }) {
  return (
    <svg viewBox="0 0 64 64" width={size} height={size} aria-hidden>
      <rect width="64" height="64" rx="15" fill="#0b635e" />
      <path d="M15 38h8v11h-8z M28 28h8v21h-8z M41 15h8v34h-8z" fill="#ffffff" />
    </svg>
  );
}
