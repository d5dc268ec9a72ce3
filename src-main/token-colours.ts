/**
 * Colours of the window's tokens by name, for what is drawn without them: the window before its first frame, and pages
 * in the person's browser. `tokens.css` belongs to the window, so a test keeps them equal.
 */
export const tokenColours = {
  light: { page: '#f4f7f7', surface: '#ffffff', hairline: '#dfe7e7', text: '#132022', 'text-2': '#435457' },
  dark: { page: '#0b1315', surface: '#11191b', hairline: '#223033', text: '#e4ecec', 'text-2': '#b0bfc1' },
} as const;
