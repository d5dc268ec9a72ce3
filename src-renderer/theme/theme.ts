/**
 * The look of Mantine's components: one accent, calm greys, no shadows on cards, motion short enough not to be waited
 * for.
 */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { HeldButton } from './held-button';

const teal: MantineColorsTuple = [
  '#eaf5f4',
  '#d3e9e7',
  '#a9d5d1',
  '#7cc4bd',
  '#4fada5',
  '#2f9a92',
  '#1b8780',
  '#11746e',
  '#0b5f5a',
  '#084c48',
];
/** The fifth grey of each is the border of a field, which has to stand out from the page at 3:1. */
const gray: MantineColorsTuple = [
  '#f4f7f7',
  '#eef3f3',
  '#dfe7e7',
  '#c8d4d5',
  '#7c8e91',
  '#6c7f83',
  '#5a6b6e',
  '#435457',
  '#2a383b',
  '#132022',
];
const dark: MantineColorsTuple = [
  '#e4ecec',
  '#c9d5d6',
  '#b0bfc1',
  '#93a5a8',
  '#6b7f83',
  '#223033',
  '#182225',
  '#11191b',
  '#0d1618',
  '#0b1315',
];
const red: MantineColorsTuple = [
  '#fdeeec',
  '#f9d8d5',
  '#f3b3ad',
  '#ff9f95',
  '#ee7a6f',
  '#dc5348',
  '#cd4339',
  '#c2362d',
  '#ab231b',
  '#8b1b15',
];

/** Between a label, its hint and the field: 6 px. */
const fieldGap = '0.375rem';
const motion = { transition: 'fade', duration: 120 } as const;

/**
 * Filled and subtle buttons take our tokens, whose text fits both themes: dark words on the light teal of the dark
 * theme.
 */
const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const bad = input.color === 'red';
  if (!bad && input.color !== undefined && input.color !== 'teal') return resolved;
  const [main, on] = bad ? ['var(--vx-bad-fill)', 'var(--vx-on-bad)'] : ['var(--vx-accent)', 'var(--vx-on-accent)'];
  if (input.variant === 'filled')
    return {
      ...resolved,
      background: main,
      hover: bad ? 'var(--vx-bad)' : 'var(--vx-accent-hover)',
      color: on,
      border: '1px solid transparent',
    };
  if (input.variant === 'subtle')
    return {
      ...resolved,
      color: bad ? 'var(--vx-bad)' : main,
      hover: bad ? 'var(--vx-bad-tint)' : 'var(--vx-accent-tint)',
    };
  return resolved;
};

/** A menu may cover what opened it, rather than leave the window. */
const asFarAsNeeded = { fn: ({ x, y }: { x: number; y: number }) => ({ x, y }) };

/** Families of the text, as `fonts.css` names them, and the system's for what they have no letters for. */
const text = "'Inter Variable', 'Inter Variable Extended', system-ui, -apple-system, 'Segoe UI', sans-serif";

export const theme = createTheme({
  colors: { teal, gray, dark, red },
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 3 },
  variantColorResolver,
  black: '#04201e',
  fontFamily: text,
  fontFamilyMonospace: 'var(--vx-font-code)',
  headings: { fontFamily: text, fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    UnstyledButton: { defaultProps: { component: HeldButton } },
    // Label, hint and field stand apart by one distance, whichever of them are there; lines as high as their type.
    InputWrapper: {
      styles: {
        label: { display: 'block', lineHeight: '1.25rem', marginBottom: fieldGap },
        description: { lineHeight: '1rem' },
      },
    },
    Input: {
      vars: (_theme: unknown, _props: unknown, { offsetTop }: { offsetTop?: boolean } = {}) => ({
        wrapper: offsetTop ? { '--input-margin-top': fieldGap } : {},
      }),
    },
    Tooltip: {
      defaultProps: {
        openDelay: 250,
        transitionProps: motion,
        withArrow: false,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Modal: {
      styles: {
        title: { fontSize: '1rem', fontWeight: 600 },
        // What the focus scrolls to is not under the title or the footer, which stay.
        content: { scrollPadding: '4rem 0 5rem' },
      },
      defaultProps: {
        centered: true,
        radius: 'lg',
        padding: 'lg',
        transitionProps: motion,
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    // Whatever the text size, each entry is within the window, or can be scrolled to.
    Menu: {
      styles: { dropdown: { maxHeight: 'calc(100vh - 1rem)', overflowY: 'auto' } },
      defaultProps: {
        transitionProps: motion,
        shadow: 'sm',
        middlewares: { flip: true, shift: { crossAxis: true, padding: 8, limiter: asFarAsNeeded } },
      },
    },
    Popover: { defaultProps: { transitionProps: motion, shadow: 'sm' } },
    Combobox: { defaultProps: { transitionProps: motion, shadow: 'sm' } },
    Loader: { defaultProps: { size: 'xs' } },
    Progress: { styles: { root: { backgroundColor: 'var(--vx-hairline)' } } },
  },
});

/** Mantine's own variables, pointed at our tokens so that both themes have one source. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--vx-surface)',
    '--mantine-color-text': 'var(--vx-text)',
    '--mantine-color-dimmed': 'var(--vx-text-2)',
    '--mantine-color-placeholder': 'var(--vx-text-3)',
    '--mantine-color-default-border': 'var(--vx-hairline)',
    '--mantine-color-error': 'var(--vx-bad)',
    '--mantine-color-anchor': 'var(--vx-accent)',
    /* Words on the accent, as in the selected entry of a list. */
    '--mantine-primary-color-contrast': 'var(--vx-on-accent)',
  },
  light: {
    '--mantine-color-body': 'var(--vx-surface)',
    '--mantine-color-text': 'var(--vx-text)',
    '--mantine-color-dimmed': 'var(--vx-text-2)',
    '--mantine-color-placeholder': 'var(--vx-text-3)',
    '--mantine-color-default-border': '#c8d4d5',
    '--mantine-color-error': 'var(--vx-bad)',
  },
  dark: {
    '--mantine-color-body': 'var(--vx-raised)',
    '--mantine-color-text': 'var(--vx-text)',
    '--mantine-color-dimmed': 'var(--vx-text-2)',
    '--mantine-color-placeholder': 'var(--vx-text-3)',
    '--mantine-color-default': 'var(--vx-raised)',
    '--mantine-color-default-hover': '#223135',
    '--mantine-color-default-border': '#33454a',
    '--mantine-color-error': 'var(--vx-bad)',
  },
});
