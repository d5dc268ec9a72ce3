/**
 * A person at the simulated sign-in page: opens the link, chooses, ticks, presses a button, and lets the browser follow
 * the redirect.
 */

export type Decision = { account?: string; untick?: readonly RegExp[]; decision?: 'allow' | 'deny'; hold?: boolean };

const attribute = (tag: string, name: string) =>
  new RegExp(`${name}="([^"]*)"`)
    .exec(tag)?.[1]
    ?.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))) ?? '';

/** Answers the page. @returns where the browser is sent, or the page's error */
export async function answerPage(
  link: string,
  { account, untick = [], decision = 'allow' }: Decision = {},
): Promise<{ location: string } | { error: string }> {
  const page = await fetch(link);
  const html = await page.text();
  if (!page.ok) return { error: /Error \d+: ([\w]+)/.exec(html)?.[1] ?? html };
  const form = new URLSearchParams({
    request: attribute(/<input type="hidden"[^>]*>/.exec(html)?.[0] ?? '', 'value'),
    decision,
  });
  for (const [label, tag] of html.matchAll(/<label>(<input type="(?:radio|checkbox)"[^>]*>) ([^<]*)/g)) {
    const text = label.replace(/<[^>]*>/g, '');
    const [name, value] = [attribute(tag ?? '', 'name'), attribute(tag ?? '', 'value')];
    if (name === 'account' && (account === undefined ? tag?.includes('checked') : text.includes(account)))
      form.set('account', value);
    if (name === 'scope' && !untick.some((pattern) => pattern.test(value))) form.append('scope', value);
  }
  const answer = await fetch(new URL('/o/oauth2/v2/auth/decision', link), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  return location === null
    ? { error: /Error \d+: ([\w]+)/.exec(await answer.text())?.[1] ?? 'no redirect' }
    : { location };
}

/**
 * The whole way: answers the page and follows it to the console.
 * @returns the page that the console shows, null when the page went nowhere
 */
export async function signInAtPage(link: string, decision: Decision = {}): Promise<string | null> {
  const answer = await answerPage(link, decision);
  if ('error' in answer) return null;
  const shown = await fetch(answer.location);
  return shown.text();
}
