/**
 * The OAuth client's file: dropped on the window or pasted, read in the main process, and explained when it is another
 * one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clientFile, dragFile, expect, practiceAccount, test } from '../driver';

const { clientId = '', clientSecret = '' } = practiceAccount('full', 'google').fields;

test('the file is dropped on the window: its ID is shown, its secret is not, and it connects', async ({
  startAtGoogle,
  profileDir,
}) => {
  const { window, setup, opened } = await startAtGoogle();
  const file = path.join(profileDir, `client_secret_${clientId}.json`);
  writeFileSync(file, clientFile('full'));
  const box = window.getByText('Drop the OAuth client file here');
  const drag = await dragFile(window, file);

  const takes = box.locator('xpath=ancestor::*[@data-over]');
  await expect(takes).toHaveCount(0);
  // Anywhere over the window, the box says that the file can be dropped.
  await drag.over(setup.heading('Connect Google Calendar'));
  await expect(takes).toHaveCount(1);
  await expect(setup.field('Client ID')).toHaveValue('');
  await drag.drop(box);
  await expect(takes).toHaveCount(0);
  await expect(setup.field('Client ID')).toHaveValue(clientId);
  await expect(window.getByText(/^Took 3 values from client_secret_/)).toBeVisible();
  await expect(setup.field('Client secret')).toHaveValue('');
  expect(await window.content()).not.toContain(clientSecret);
  expect(await opened.addresses()).toEqual([]);
  await setup.button('Connect Google').click();
  await expect(setup.card('Waiting for the sign-in in your browser')).toBeVisible();
});

test('a file that misses the box is taken too; a wrong one is explained, and neither replaces the page', async ({
  startAtGoogle,
  profileDir,
}) => {
  const { window, setup, opened } = await startAtGoogle();
  const page = window.url();
  const heading = setup.heading('Connect Google Calendar');
  const dropped = async (name: string, content: string | null) => {
    const file = path.join(profileDir, name);
    if (content === null) mkdirSync(file);
    else writeFileSync(file, content);
    await (await dragFile(window, file)).drop(heading);
  };
  for (const [name, content, words] of [
    ['web.json', clientFile('web-client', 'web'), 'web.json belongs to a client of type “Web application”.'],
    [
      'key.json',
      JSON.stringify({ type: 'service_account', private_key: 'x', client_email: 'a@b.example' }),
      'key.json is a service account’s key.',
    ],
    ['holiday.png', '\u0089PNG\r\n', 'holiday.png is no OAuth client file.'],
    ['Downloads', null, 'Downloads is no OAuth client file.'],
  ] as const) {
    await dropped(name, content);
    await expect(setup.alert(words)).toContainText('What to do:');
    await expect(setup.field('Client ID')).toHaveValue('');
    expect(window.url()).toBe(page);
  }
  await dropped('right.json', clientFile('full'));
  await expect(setup.field('Client ID')).toHaveValue(clientId);
  await expect(window.getByRole('alert')).toHaveCount(0);
  expect(await opened.addresses()).toEqual([]);
});

test('its text is read where it is pasted; a wrong one is explained before a browser opens', async ({
  startAtGoogle,
}) => {
  const { window, setup, opened } = await startAtGoogle();
  const field = window.getByRole('textbox', { name: 'OAuth client file: paste its text' });
  const paste = (text: string) =>
    field.evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  for (const [text, words] of [
    [clientFile('web-client', 'web'), /Web application/],
    [
      JSON.stringify({ type: 'service_account', project_id: 'x', private_key: 'x', client_email: 'a@b.example' }),
      /service.account/i,
    ],
    [clientFile('full').slice(0, -20), /begins like an OAuth client file/],
  ] as const) {
    await paste(text);
    await expect(setup.alert(words)).toContainText('What to do:');
  }
  await paste(clientFile('full'));
  await expect(setup.field('Client ID')).toHaveValue(clientId);
  await expect(setup.field('Client secret')).toHaveValue('');
  expect(await window.content()).not.toContain(clientSecret);
  expect(await opened.addresses()).toEqual([]);
  await setup.button('Connect Google').click();
  await expect(setup.card('Waiting for the sign-in in your browser')).toBeVisible();
});
