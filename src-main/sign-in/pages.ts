/**
 * What the browser shows after a sign-in. Static: nothing of the request is repeated, and there is no script. The page
 * stands alone, because nothing may be loaded for it: the mark and the colours of the window's tokens are written in.
 */
import { createHash } from 'node:crypto';
import { brandMark } from '../../src-shared/brand';
import { currentLanguage, t } from '../../src-shared/texts/translate';
import { tokenColours } from '../token-colours';

const variables = (colours: Record<string, string>) =>
  Object.entries(colours)
    .map(([name, colour]) => `--vx-${name}:${colour};`)
    .join('');

const style = [
  `:root{color-scheme:light dark;${variables(tokenColours.light)}}`,
  `@media (prefers-color-scheme:dark){:root{${variables(tokenColours.dark)}}}`,
  'body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--vx-page);color:var(--vx-text);font:14px/1.45 Inter,system-ui,sans-serif}',
  'main{box-sizing:border-box;max-width:28rem;margin:1.5rem;padding:2rem;background:var(--vx-surface);border:1px solid var(--vx-hairline);border-radius:.75rem}',
  'h1{margin:1rem 0 .5rem;font-size:1.25rem;line-height:1.4;font-weight:620}',
  'p{margin:0;color:var(--vx-text-2)}',
].join('');

/** Allows the style of these pages, and nothing else. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const attributes = (values: Record<string, string | number>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

const { size, radius, ground, steps, step } = brandMark;
const mark = `<svg${attributes({ viewBox: `0 0 ${size} ${size}`, width: size, height: size })} aria-hidden="true">\
<rect${attributes({ width: size, height: size, rx: radius, fill: ground })}/>\
${steps.map((place) => `<rect${attributes({ ...step, ...place })}/>`).join('')}</svg>`;

const page = (title: string, text: string) => `<!DOCTYPE html>
<html lang="${currentLanguage()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${style}</style>
</head><body><main>${mark}<h1>${title}</h1><p>${text}</p></main></body></html>
`;

/** After a code. It says that the person signed in; what the code is worth is asked after this page was sent. */
export const signedInPage = () =>
  page(
    t('Signed in. Return to Voxanne Console.'),
    t('Whether the console may now use the account is shown there. You can close this tab.'),
  );
/** After an error that the provider sent back. */
export const notSignedInPage = () =>
  page(
    t('Return to Voxanne Console'),
    t('The answer has arrived there, and it shows how the sign-in ended. You can close this tab.'),
  );
export const refusalPage = () =>
  page(t('Nothing was done'), t('This address only takes the answer of a sign-in that is being waited for.'));
