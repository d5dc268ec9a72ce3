/** The product's mark: three steps that climb, in a square of 36. */
export const brandMark = {
  size: 36,
  radius: 9,
  ground: '#0b5f5a',
  steps: [
    { x: 7, y: 23, opacity: 1 },
    { x: 14.75, y: 16.75, opacity: 0.86 },
    { x: 22.5, y: 10.5, opacity: 1 },
  ],
  step: { width: 6.5, height: 4.5, rx: 1.6, fill: '#ffffff' },
} as const;
