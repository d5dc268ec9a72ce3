/**
 * The guided tour: drives the real console through its main job in practice mode, as a person would, and leaves a
 * picture of each stop. `npm start -- --tour` runs it; it ends with 0 when all four results passed.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchConsole, root } from '../driver/launch.ts';
import { SetupPage, testLines } from '../driver/pages/setup.ts';
import { resize } from '../driver/pictures.ts';

const folder = path.resolve(root, process.env.VOXANNE_TOUR_DIR ?? 'tour');
const say = (line: string) => process.stdout.write(`${line}\n`);

async function tour(profileDir: string): Promise<boolean> {
  mkdirSync(folder, { recursive: true });
  const console = await launchConsole(profileDir);
  const { window } = console;
  window.setDefaultTimeout(30_000);
  await resize(console, 1200, 800);
  let stop = 0;
  const show = async (name: string, words: string) => {
    stop += 1;
    // A moment for transitions to end. Only pictures depend on it.
    await window.waitForTimeout(300);
    await window.screenshot({ path: path.join(folder, `${String(stop).padStart(2, '0')}-${name}.png`) });
    say(`${stop}. ${words}`);
  };
  const setup = new SetupPage(window);
  try {
    await setup.button('Practice with simulated accounts').waitFor();
    await show('welcome', 'Welcome: the keychain is open, no clinic yet.');

    await setup.button('Practice with simulated accounts').click();
    await window.getByText('Practice with simulated accounts.').waitFor();
    await setup.button('Set up a clinic').click();
    await setup.nameClinic('Sunrise Dental');

    await setup.takePracticeAccount(/^Sunrise Dental/);
    await show('credentials', 'Twilio: credentials of a practice account, checked as they are pasted.');
    await setup.button('Verify').click();
    await setup.number(/\d/).and(window.locator(':enabled')).first().check();
    await show('verified', 'Twilio: verified; the number is picked from the account’s own list.');
    await setup.button('Save and continue').click();

    await setup.runTest('(415) 555-0123');
    await window.getByRole('button', { name: 'Stop' }).waitFor();
    await show('sms-test-running', 'SMS test: running, filling in live.');
    await setup.button('Run again').waitFor({ timeout: 90_000 });
    await setup.line('Account verification').scrollIntoViewIfNeeded();
    await show('sms-test', 'SMS test: done.');

    const results = [];
    for (const title of testLines) {
      const text = await setup.line(title).innerText();
      results.push({
        title,
        passed: /\bPassed\b/.test(text),
        words: text.split('\n').filter(Boolean).slice(1, 4).join(' · '),
      });
    }

    await window.getByRole('button', { name: /^Continue/ }).click();
    await setup.button('Skip for now').click();
    await setup.heading('Connect Stripe').waitFor();
    await setup.button('Skip for now').click();
    await setup.button('Finish').waitFor();
    await show('handoff', 'Handoff: what was proven, and what is still open.');
    await setup.button('Finish').click();
    await window.getByRole('heading', { name: 'Sunrise Dental' }).first().waitFor();
    await show('clinic', 'The clinic’s page: its ladder, its test, its activity.');
    await window
      .getByRole('link', { name: 'Clinics' })
      .or(window.getByRole('button', { name: 'Clinics' }))
      .first()
      .click();
    await window.getByRole('button', { name: 'Check all now' }).waitFor();
    await show('clinics', 'All clinics, with what needs attention in words.');

    say('');
    for (const { title, passed, words } of results) say(`${passed ? 'passed' : 'FAILED'}  ${title}: ${words}`);
    return results.every(({ passed }) => passed);
  } catch (thrown) {
    await window.screenshot({ path: path.join(folder, 'stopped-here.png') }).catch(() => undefined);
    say(
      `The tour stopped after stop ${stop}: ` +
        `${thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : 'unknown'}. See stopped-here.png.`,
    );
    return false;
  } finally {
    await console.close();
  }
}

const profileDir = mkdtempSync(path.join(tmpdir(), 'voxanne-tour-'));
let passed = false;
try {
  passed = await tour(profileDir);
} finally {
  rmSync(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
process.exitCode = passed ? 0 : 1;
