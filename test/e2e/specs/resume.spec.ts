/** A power cut: nothing that was saved is lost, and nothing is sent again. */
import {
  atSmsTest,
  atStepOf,
  ClinicPage,
  type Console,
  expect,
  labelled,
  practiceAccount,
  practicePhone,
  SetupPage,
  test,
} from '../driver';

/** Ends the program as a flat battery would: no handler of its own runs. */
async function pullThePlug({ app }: Console): Promise<void> {
  const { exitCode, pid } = app.process();
  if (exitCode !== null || pid === undefined) throw new Error('The console was not running.');
  const gone = app.waitForEvent('close');
  process.kill(pid, 'SIGKILL');
  await gone;
}

/** Waits until the console has written down where it is. */
const remembered = ({ window }: Console, screen: RegExp) =>
  expect
    .poll(async () =>
      window.evaluate(async () => {
        const answer = await globalThis.window.voxanne.settings.get({});
        return answer.ok ? answer.value.lastScreen : '';
      }),
    )
    .toMatch(screen);

test('a set-up that was cut off goes on at the step where it was', async ({ start, twilio }) => {
  const env = { VOXANNE_TWILIO_URL: twilio.origin };
  const first = await start(env);
  await atStepOf(first.window, 'twilio');
  await remembered(first, /^\/setup\/./);
  await pullThePlug(first);

  const second = await start(env);
  const setup = new SetupPage(second.window);
  await expect(setup.heading('Connect Twilio')).toBeVisible();
  await expect(second.window.getByText('Sunrise Dental')).toBeVisible();
  await setup.fillCredentials(labelled(practiceAccount('full')));
  await setup.verifyAndSave(/Front desk/);
  await expect(setup.heading('Test text messages')).toBeFocused();
  await pullThePlug(second);

  const { window } = await start(env);
  const again = new SetupPage(window);
  await expect(again.heading('Test text messages')).toBeVisible();
  await again.stepButton('Twilio').click();
  await expect(window.getByText('(212) 555-0123').first()).toBeVisible();
});

test('a test that was cut off is shown as interrupted with what is known, and nothing is sent again', async ({
  start,
  twilio,
}) => {
  const env = { VOXANNE_TWILIO_URL: twilio.origin };
  const first = await start(env);
  const running = await atSmsTest(first.window);
  await running.runTest(practicePhone('no-receipt'));
  for (const line of ['Test SMS', 'Hot-lead SMS']) await expect(running.delivery(line).last()).toContainText('Sent');
  const sent = twilio.control.messages();
  await pullThePlug(first);

  const { window } = await start(env);
  const setup = new SetupPage(window);
  await expect(setup.result()).toContainText('Interrupted:');
  await expect(setup.result()).toContainText('nothing was sent again');
  for (const [index, line] of ['Test SMS', 'Hot-lead SMS'].entries()) {
    await expect(setup.copySid(line)).toHaveAccessibleName(`Copy Message SID ${sent[index]?.sid}`);
    await expect(setup.state(line)).toHaveText('Unconfirmed');
  }
  await setup.button('Finish later').click();
  await expect(new ClinicPage(window).runs()).toHaveText([/^Interrupted:/]);
  expect(twilio.control.messages()).toHaveLength(2);
});

test('a message whose answer never came is found at Twilio by the next start, not sent again', async ({
  start,
  twilio,
}) => {
  const env = { VOXANNE_TWILIO_URL: twilio.origin };
  const first = await start(env);
  const running = await atSmsTest(first.window);
  await running.runTest(practicePhone('answer-never'));
  await expect.poll(() => twilio.control.messages().length).toBe(1);
  await expect(running.state('Test SMS')).toHaveText('Running');
  const [message] = twilio.control.messages();
  await pullThePlug(first);

  const { window } = await start(env);
  const setup = new SetupPage(window);
  await expect(setup.copySid('Test SMS')).toHaveAccessibleName(`Copy Message SID ${message?.sid}`);
  await expect(setup.state('Hot-lead SMS')).toHaveText('Skipped');
  await expect(setup.result()).toContainText('Interrupted:');
  expect(twilio.control.messages()).toHaveLength(1);
});
