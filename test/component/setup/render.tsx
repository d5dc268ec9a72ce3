/** Draws a component as the console does: in the product's theme. */
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { type RenderResult, render } from 'vitest-browser-react';
import { cssVariablesResolver, theme } from '../../../src-renderer/theme/theme';

export function renderInTheme(content: ReactNode): Promise<RenderResult> {
  return render(content, {
    wrapper: ({ children }) => (
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        forceColorScheme="light"
        withGlobalClasses={false}
        deduplicateInlineStyles
      >
        {children}
      </MantineProvider>
    ),
  });
}
