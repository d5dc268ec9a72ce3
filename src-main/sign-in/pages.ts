/** What the browser shows after a sign-in. Static: nothing of the request is repeated, and there is no script. */
import { currentLanguage, t } from '../../src-shared/texts/translate';

const page = (title: string, text: string) => `<!DOCTYPE html>
<html lang="${currentLanguage()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}h1{font-size:1.25rem;font-weight:600}</style>
</head><body><h1>${title}</h1><p>${text}</p></body></html>
`;

export const answerPage = () =>
  page(
    t('Return to Voxanne Console'),
    t('The answer has arrived there, and it shows how the sign-in ended. You can close this tab.'),
  );
export const refusalPage = () =>
  page(t('Nothing was done'), t('This address only takes the answer of a sign-in that is being waited for.'));
