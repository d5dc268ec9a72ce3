/** The handoff leaves the console: as a PDF that is rendered here, on paper, and as text. */
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  answerSaveDialog,
  ClinicPage,
  ClinicsPage,
  type Console,
  ConsolePage,
  drawAs,
  expect,
  pointedAt,
  practiceAccount,
  practicePhone,
  readPdf,
  reload,
  SetupPage,
  seedClinic,
  test,
} from '../driver';

const account = practiceAccount('full');
const secret = account.fields.authToken ?? '';

/** The report of a clinic whose SMS test has passed, opened from its page. */
async function openReport(window: Page, name: string): Promise<SetupPage> {
  const id = await seedClinic(window, { name, account, number: '+12125550123' });
  await window.evaluate(
    ([organizationId, to]) =>
      globalThis.window.voxanne.test.start({ organizationId, provider: 'twilio', to, only: null }),
    [id, practicePhone('delivered')] as const,
  );
  await reload(window);
  await new ClinicsPage(window).row(name).click();
  await expect(new ClinicPage(window).rung('Delivered')).toContainText(/proven|just now/i);
  await new ClinicPage(window).button('Handoff report').click();
  await expect(new ConsolePage(window).title('Handoff report')).toBeFocused();
  return new SetupPage(window);
}

async function savePdf({ app }: Pick<Console, 'app'>, setup: SetupPage, file: string): Promise<Buffer> {
  await answerSaveDialog({ app }, file);
  await setup.button('Save as PDF').click();
  await expect(setup.page.getByRole('status').filter({ hasText: `Saved to ${file}` })).toBeVisible();
  return readFileSync(file);
}

test('is saved as a tagged PDF: one white sheet, no secret, whatever theme and text size are chosen', async ({
  start,
  twilio,
  profileDir,
}, testInfo) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const setup = await openReport(window, 'Sunrise Dental');
  await drawAs(window, 'dark');
  const content = await savePdf(console, setup, path.join(profileDir, 'handoff.pdf'));
  const pdf = await readPdf(content);
  for (const [index, { png }] of pdf.pages.entries())
    await testInfo.attach(`handoff-${index + 1}.png`, { body: png, contentType: 'image/png' });
  const [page, ...more] = pdf.pages;
  if (page === undefined) throw new Error('no page');

  expect(more).toEqual([]);
  expect(page.size.map(Math.round)).toEqual([612, 792]);
  expect(pdf).toMatchObject({
    isTagged: true,
    language: expect.stringMatching(/^en/i),
    title: expect.stringContaining('Handoff report: Sunrise Dental'),
  });
  expect(page.roles).toEqual(expect.arrayContaining(['H2', 'H3', 'H4', 'L', 'LI']));
  for (const words of [
    'Sunrise Dental',
    'What was proven',
    'How it was tested',
    'Hot-lead SMS',
    'Still open',
    'Owner',
    'Received by',
    'Page 1 of 1',
    'No passwords and no keys',
  ])
    expect(page.text).toContain(words);
  // Exact, with the clinic's zone; nothing relative, which is soon untrue on paper.
  expect(page.text).toMatch(/[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d{2} [AP]M C[SD]T/);
  expect(page.text).not.toMatch(/just now|\sago\b/);
  // The sheet alone: neither the window around it nor its buttons.
  expect(page.text).not.toMatch(/Settings|Save as PDF|Copy as text|Back to the clinic/);
  expect(page.white).toBeGreaterThan(0.75);
  expect(page.dark).toBeGreaterThan(0.005);
  expect(`${page.text}${content.toString('latin1')}`).not.toContain(secret);

  await test.step('a larger text on the screen changes nothing on paper, nor does a dark window', async () => {
    await console.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBackgroundColor('#0b1315'));
    await window.evaluate(() => globalThis.window.voxanne.settings.update({ textScale: 200, theme: 'dark' }));
    await reload(window);
    await expect(new ConsolePage(window).title('Handoff report')).toBeVisible();
    const large = await readPdf(await savePdf(console, setup, path.join(profileDir, 'large.pdf')));
    expect(large.pages).toHaveLength(1);
    expect(large.pages[0]?.white).toBeGreaterThan(0.75);
  });
});

test('says above the fold, and on paper, that it is practice; and is nowhere green as a whole', async ({
  start,
  twilio,
  profileDir,
}) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const setup = await openReport(window, 'Sunrise Dental');
  const note = window.getByRole('note').filter({ hasText: 'Practice: simulated accounts' });
  await expect(note).toBeInViewport();
  await expect(window.locator('[data-paper] > [data-tone]')).not.toHaveAttribute('data-tone', 'good');
  const pdf = await readPdf(await savePdf(console, setup, path.join(profileDir, 'practice.pdf')));
  expect(pdf.pages[0]?.text).toContain('Practice: simulated accounts');
  expect(pdf.pages[0]?.text).toContain('PRACTICE, not a real handoff');
});

test('a long report goes on on further sheets, each with its number', async ({ start, twilio, profileDir }) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const name = `Doctor Wolfeschlegelsteinhausenbergerdorff & Partners <Dental>, ${'Northern Lakes '.repeat(3)}`.trim();
  const id = await seedClinic(window, { name, account: practiceAccount('trial') });
  await reload(window);
  await window.evaluate(
    (lastScreen) => globalThis.window.voxanne.settings.update({ lastScreen }),
    `/clinics/${id}/handoff`,
  );
  await reload(window);
  const setup = new SetupPage(window);
  const pdf = await readPdf(await savePdf(console, setup, path.join(profileDir, 'long.pdf')));
  for (const [index, page] of pdf.pages.entries()) {
    expect(page.text).toContain(`Page ${index + 1} of ${pdf.pages.length}`);
    expect(page.text).toContain('& Partners <Dental>');
  }
});

/** Margins of a sheet, in points: what is printed lies between them, and the footer below. */
const [marginTop, marginBottom] = [0.6 * 72, 0.75 * 72];

test('a report of several sheets cuts no line and no item, and leaves no heading behind', async ({
  start,
  twilio,
  stripe,
  profileDir,
}, testInfo) => {
  const console = await start(pointedAt({ twilio, stripe }));
  const { window } = console;
  const name = `Doctor Wolfeschlegelsteinhausenbergerdorff & Partners <Dental>, ${'Northern Lakes '.repeat(3)}`.trim();
  const id = await seedClinic(window, { name, account: practiceAccount('trial') });
  const notes = Array.from({ length: 60 }, (_, line) => `Note ${line + 1}: ask at the front desk`).join('\n');
  await window.evaluate(
    async ([organizationId, { methodId, fields }, to, text]) => {
      const { credentials, organizations, test: runs } = globalThis.window.voxanne;
      const ref = { organizationId, provider: 'stripe' } as const;
      const verified = await credentials.verify({ ...ref, methodId, fields, importId: null });
      if (!verified.ok) throw new Error(verified.error.message);
      await credentials.save({ ...ref, verificationId: verified.value.verificationId, choice: null });
      const contact = { name: 'Dr. Kim', phone: '', email: '', help: 'Northern IT, (312) 555-0100', notes: text };
      await organizations.update({ organizationId, contact });
      await runs.start({ organizationId, provider: 'twilio', to, only: null });
    },
    [id, practiceAccount('new-account', 'stripe'), '+14155550134', notes] as const,
  );
  await expect
    .poll(() =>
      window.evaluate(async (organizationId) => {
        const answer = await globalThis.window.voxanne.test.history({ organizationId, provider: 'twilio', limit: 1 });
        return answer.ok ? answer.value.runs[0]?.state : null;
      }, id),
    )
    .toBe('finished');
  await window.evaluate(
    (lastScreen) => globalThis.window.voxanne.settings.update({ lastScreen }),
    `/clinics/${id}/handoff`,
  );
  await reload(window);
  await expect(new ConsolePage(window).title('Handoff report')).toBeVisible();
  const shown = await window.locator('[data-paper] h2, [data-paper] h3, [data-paper] h4').allInnerTexts();
  const items = await window.locator('[data-paper] li').filter({ hasText: 'Owner' }).allInnerTexts();
  const content = await savePdf(console, new SetupPage(window), path.join(profileDir, 'sheets.pdf'));
  const pdf = await readPdf(content);
  for (const [index, { png }] of pdf.pages.entries())
    await testInfo.attach(`sheet-${index + 1}.png`, { body: png, contentType: 'image/png' });

  expect(pdf.pages.length).toBeGreaterThan(1);
  expect(pdf.isTagged).toBe(true);
  const body = pdf.pages.map(({ lines, size: [, height] }) =>
    lines.filter(({ top }) => top < height - marginBottom).sort((a, b) => a.top - b.top),
  );
  for (const [index, page] of pdf.pages.entries()) {
    const [, height] = page.size;
    expect(page.roles.length, `tags of sheet ${index + 1}`).toBeGreaterThan(0);
    expect(page.text).toContain(`Page ${index + 1} of ${pdf.pages.length}`);
    expect(page.white).toBeGreaterThan(0.75);
    const cut = (body[index] ?? []).filter(
      ({ top, bottom }) => top < marginTop - 1 || bottom > height - marginBottom + 1,
    );
    expect(cut, `lines of sheet ${index + 1} that reach into a margin`).toEqual([]);
  }
  // A heading is never the last of its sheet.
  // Sheets are filled: what is long breaks, and leaves no half of a sheet white.
  for (const [index, lines] of body.slice(0, -1).entries())
    expect(lines.at(-1)?.bottom, `the end of sheet ${index + 1}`).toBeGreaterThan(0.75 * 792);
  const lasts = body.slice(0, -1).map((lines) => lines.at(-1)?.text.trim() ?? '');
  for (const last of lasts) expect(shown.map((heading) => heading.trim())).not.toContain(last);
  // An item and its owner are on one sheet.
  const flat = (text: string) => text.replace(/\s+/g, '');
  expect(items.length).toBeGreaterThan(5);
  const found = items.map((item) => {
    const [what = '', why = ''] = item.split('\n').filter((line) => line.trim() !== '');
    return pdf.pages.flatMap(({ text }, sheet) => (flat(text).includes(flat(what + why)) ? [sheet] : []));
  });
  expect(found.filter((sheets) => sheets.length !== 1)).toEqual([]);
  for (const [sheet, { text }] of pdf.pages.entries())
    expect(text.match(/\bOwner\b/g)?.length ?? 0, `owners on sheet ${sheet + 1}`).toBe(
      found.filter(([at]) => at === sheet).length,
    );
  const text = pdf.pages.map((page) => page.text).join('\n');
  // What is copied has the apostrophe that is seen.
  expect(text).toContain('’');
  expect(text).not.toContain('\u02BC');
  for (const words of ['Note 1:', 'Note 60:', 'Northern IT', 'Received by']) expect(text).toContain(words);
  for (const { fields } of [practiceAccount('trial'), practiceAccount('new-account', 'stripe')])
    for (const value of Object.values(fields))
      if (!/^AC/.test(value)) expect(`${text}${content.toString('latin1')}`).not.toContain(value);
});

test('a closed dialog does nothing, and a folder that takes no file is said, with what to do', async ({
  start,
  twilio,
  profileDir,
}) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const setup = await openReport(window, 'Sunrise Dental');
  await answerSaveDialog(console, null);
  await setup.button('Save as PDF').click();
  await expect(setup.button('Save as PDF')).toBeEnabled();
  await expect(window.getByRole('alert')).toHaveCount(0);

  const locked = path.join(profileDir, 'nowhere', 'handoff.pdf');
  mkdirSync(path.dirname(locked));
  mkdirSync(locked);
  chmodSync(path.dirname(locked), 0o500);
  await answerSaveDialog(console, locked);
  await setup.button('Save as PDF').click();
  await expect(setup.alert('The handoff report could not be saved.')).toContainText('Choose a file in a folder');
});

test('is printed by the system’s dialog, and says why when it was not', async ({ start, twilio }) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const setup = await openReport(window, 'Sunrise Dental');
  const answerPrint = (success: boolean, reason: string) =>
    console.app.evaluate(
      ({ BrowserWindow }, answer) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (contents) contents.print = (_options, done) => done?.(answer.success, answer.reason);
      },
      { success, reason },
    );
  await answerPrint(true, '');
  await setup.button('Print').click();
  await expect(window.getByRole('status').filter({ hasText: 'Sent to the printer' })).toBeVisible();
  await answerPrint(false, 'Print job canceled');
  await setup.button('Print').click();
  await expect(window.getByRole('status').filter({ hasText: 'Sent to the printer' })).toHaveCount(0);
  await answerPrint(false, 'no printers available on the network');
  await setup.button('Print').click();
  await expect(setup.alert('The handoff report was not printed.')).toContainText('no printers available');
});

test('is copied as text; and an open item’s button does what it says', async ({ start, twilio }) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const setup = await openReport(window, 'Sunrise Dental');
  await console.app.evaluate(({ clipboard }) => {
    const copied = globalThis as { copied?: string };
    clipboard.writeText = async (text: string) => {
      copied.copied = text;
    };
  });
  await setup.button('Copy as text').click();
  await expect(window.getByRole('status').filter({ hasText: 'Copied as text' })).toBeVisible();
  const text = await console.app.evaluate(() => (globalThis as { copied?: string }).copied ?? '');
  expect(text).toContain('Handoff report: Sunrise Dental');
  expect(text).toContain('Still open');
  expect(text).not.toContain(secret);

  await setup.button('Connect Google Calendar: Connect Google').click();
  await expect(setup.heading('Connect Google Calendar')).toBeVisible();
});

test('names who made it as they want to be called, the clinic’s contact, and whom to call', async ({
  start,
  twilio,
  profileDir,
}) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const shell = new ConsolePage(window);
  await seedClinic(window, { name: 'Sunrise Dental', account });
  await reload(window);
  await shell.goTo('Settings');
  await window.getByRole('textbox', { name: 'Your name' }).fill('Rosa Alvarez');
  await window.getByRole('textbox', { name: 'Your name' }).press('Enter');
  await expect(window.getByText('recorded in the activity as Rosa Alvarez')).toBeVisible();

  await shell.goTo('Clinics');
  await new ClinicsPage(window).row('Sunrise Dental').click();
  await shell.button('Edit contact').click();
  const dialog = shell.dialog('Contact and notes');
  await dialog.getByRole('textbox', { name: 'Contact at the clinic' }).fill('Dr. Kim');
  await dialog.getByRole('textbox', { name: 'Who to call' }).fill('Northern IT, (312) 555-0100');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(window.getByRole('region', { name: 'Contact and notes' })).toContainText('Northern IT');
  await expect(window.getByRole('region', { name: 'Activity' })).toContainText('Rosa Alvarez');
  await shell.button('Handoff report').click();
  const pdf = await readPdf(await savePdf(console, new SetupPage(window), path.join(profileDir, 'named.pdf')));
  for (const words of ['by Rosa Alvarez', 'Northern IT, (312) 555-0100', 'Dr. Kim'])
    expect(pdf.pages.map(({ text }) => text).join(' ')).toContain(words);
});
