/** What goes wrong, and what the console makes of it: named at once, never sent twice, never green without proof. */
import { startTwilioSimulator } from '../../../src-main/simulator/twilio';
import {
  atSmsTest,
  atStepOf,
  expect,
  practiceAccount,
  practicePhone,
  test,
  testLines,
  withCredentials,
} from '../driver';

test.describe('credentials', () => {
  test('what was pasted into the wrong place is named, and put right with one click', async ({ start, twilio }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await atStepOf(window, 'twilio');
    const { accountSid = '', authToken = '' } = practiceAccount('full').fields;
    const { apiKeySid = '' } = practiceAccount('api-key').fields;

    await setup.fillCredentials({ 'Account SID': apiKeySid, 'Auth token': 'too short' });
    await setup.field('Account SID').focus();
    await expect(setup.problem('Account SID')).toHaveText(
      'This is an API key SID (SK…). The Account SID starts with AC.',
    );
    await expect(setup.problem('Auth token')).toContainText('has 32 characters');

    await setup.fillCredentials({ 'Account SID': authToken, 'Auth token': accountSid });
    await setup.field('Account SID').focus();
    await expect(setup.problem('Auth token')).toContainText('This is an Account SID');
    await setup.button('Swap them').click();
    await expect(setup.field('Account SID')).toHaveValue(accountSid);
    await expect(setup.problem('Account SID')).toBeHidden();

    await setup.field('Account SID').fill(accountSid.toLowerCase());
    await setup.field('Auth token').focus();
    await expect(setup.field('Account SID')).toHaveValue(accountSid);

    await setup.field('Auth token').fill('');
    await setup.button('Verify').click();
    await expect(setup.field('Auth token')).toBeFocused();
    await expect(setup.problem('Auth token')).toHaveText('Paste the auth token.');
    expect(twilio.control.requestCount()).toBe(0);
  });

  test('a wrong token is told with cause and fix, and saves nothing', async ({ start, twilio }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await withCredentials(window, 'wrong-token');
    await setup.button('Verify').click();
    const alert = setup.alert('Twilio did not accept these credentials.');
    await expect(alert).toContainText('Why:');
    await expect(alert).toContainText(/What to do: .*(copy|Copy).*auth token/);
    await expect(alert).toContainText('20003');
    await expect(alert.getByRole('button', { name: 'Open help page' })).toBeVisible();
    await setup.field('Auth token').fill(practiceAccount('full').fields.authToken ?? '');
    await expect(alert).toBeHidden();
    await setup.button('Verify').click();
    await expect(setup.number(/Front desk/)).toBeEnabled();
  });

  test('a server that goes away in the middle costs nothing but another click', async ({ start, twilio }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await withCredentials(window, 'full');
    await setup.button('Verify').click();
    await setup.number(/Front desk/).check();
    await twilio.close();
    await setup.button('Save and continue').click();
    await expect(setup.alert('What to do:')).toBeVisible({ timeout: 60_000 });
    await expect(setup.number(/Front desk/)).toBeChecked();

    const back = await startTwilioSimulator({ port: Number(new URL(twilio.origin).port), clockSpeed: 8 });
    try {
      await setup.button('Save and continue').click();
      await expect(setup.heading('Test text messages')).toBeFocused();
    } finally {
      await back.close();
    }
  });
});

test.describe('the SMS test', () => {
  test('a suspended account: both messages are skipped, with the reason', async ({ start, twilio }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await atSmsTest(window, 'suspended');
    await setup.runTest(practicePhone('delivered'));
    await setup.testEnded();
    await expect(setup.state('Account verification')).toHaveText('Failed');
    await expect(setup.line('Account verification')).toContainText('This Twilio account is suspended.');
    for (const line of ['Test SMS', 'Hot-lead SMS']) {
      await expect(setup.state(line)).toHaveText('Skipped');
      await expect(setup.line(line)).toContainText(/Not sent, because .*suspended/);
    }
    expect(twilio.control.messages()).toHaveLength(0);
  });

  test('a refused and an undelivered message fail with what to do', async ({ start, twilio }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await atSmsTest(window);
    await setup.runTest(practicePhone('21610'));
    await setup.testEnded();
    for (const line of ['Test SMS', 'Hot-lead SMS']) {
      await expect(setup.state(line)).toHaveText('Failed');
      await expect(setup.line(line)).toContainText('The recipient has replied STOP to this number.');
      await expect(setup.line(line)).toContainText('What to do: Ask the owner of that phone to text START');
    }
    await expect(setup.state('Phone number validation')).toHaveText('Passed');
    expect(twilio.control.messages()).toHaveLength(0);

    await setup.runTest(practicePhone('30034'));
    await setup.testEnded();
    await expect(setup.state('Test SMS')).toHaveText('Failed');
    await expect(setup.line('Test SMS')).toContainText('30034');
    await expect(setup.line('Test SMS')).toContainText('What to do:');
    await expect(setup.delivery('Test SMS').last()).toContainText('Not delivered');
    expect(twilio.control.messages()).toHaveLength(2);
  });

  test('stopped without a receipt: unconfirmed, never passed, until the code from the phone proves it', async ({
    start,
    twilio,
  }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await atSmsTest(window);
    await setup.runTest(practicePhone('no-receipt'));
    for (const line of ['Test SMS', 'Hot-lead SMS']) await expect(setup.delivery(line).last()).toContainText('Sent');
    await setup.button('Stop').click();
    await setup.testEnded();
    await expect(setup.result()).toContainText('Stopped:');
    for (const line of ['Test SMS', 'Hot-lead SMS']) await expect(setup.state(line)).toHaveText('Unconfirmed');

    const code = /\b\d{4}\b/.exec(twilio.control.messages()[0]?.body ?? '')?.[0] ?? '';
    await setup.code().fill(code === '0000' ? '1111' : '0000');
    await setup.button('Confirm code').click();
    await expect(setup.line('Test SMS').getByRole('alert')).toBeVisible();
    await expect(setup.state('Test SMS')).toHaveText('Unconfirmed');
    await setup.code().fill(code);
    await setup.code().press('Enter');
    await expect(setup.state('Test SMS')).toHaveText('Passed');
    await expect(setup.delivery('Test SMS').last()).toContainText('Confirmed by code');
    await expect(setup.state('Hot-lead SMS')).toHaveText('Unconfirmed');
    expect(twilio.control.messages()).toHaveLength(2);
  });

  test('a double click sends once; Stop before the second message keeps it from leaving', async ({ start, twilio }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await atSmsTest(window);
    await setup.recipient().fill(practicePhone('delivered'));
    await setup.button('Run SMS test').dblclick();
    await setup.testEnded();
    for (const line of testLines) await expect(setup.state(line)).toHaveText('Passed');
    expect(twilio.control.messages()).toHaveLength(2);

    // The first message is never answered, so that Stop comes before the second however slow the computer is.
    twilio.control.setFault({ fault: { kind: 'stall' }, method: 'POST', pathIncludes: '/Messages.json' });
    await setup.button('Run SMS test').click();
    await expect(setup.state('Test SMS')).toHaveText('Running');
    await setup.button('Stop').click();
    await setup.testEnded();
    await expect(setup.state('Hot-lead SMS')).toHaveText('Skipped');
    await expect(setup.line('Hot-lead SMS')).toContainText('Stopped before it was sent.');
    const sent = twilio.control.messages().length - 2;
    const said = (await setup.copySid('Test SMS').count()) > 0 ? 1 : 0;
    expect(sent).toBe(said);
  });

  test('when nobody knows whether a message left, sending it again asks first', async ({ start, twilio }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await atSmsTest(window);
    twilio.control.setFault({
      fault: { kind: 'drop-after' },
      method: 'POST',
      pathIncludes: '/Messages.json',
      times: 1,
    });
    twilio.control.setFault({
      fault: { kind: 'status', status: 404, code: 20404, message: 'Not found' },
      method: 'GET',
      pathIncludes: '/Messages.json',
    });
    await setup.runTest(practicePhone('delivered'));
    await setup.testEnded();
    await expect(setup.state('Test SMS')).toHaveText('Unconfirmed');
    await expect(setup.state('Hot-lead SMS')).toHaveText('Passed');
    await expect(setup.result()).toContainText('It is not known whether every message went out.');
    expect(twilio.control.messages()).toHaveLength(2);

    twilio.control.clearFaults();
    await setup.runAgain('Test SMS');
    const dialog = window.getByRole('dialog', { name: 'Send again?' });
    await expect(dialog).toContainText('its outcome is unknown: it may have been sent already.');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    expect(twilio.control.messages()).toHaveLength(2);

    await setup.runAgain('Test SMS');
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await expect(setup.state('Test SMS')).toHaveText('Passed');
    expect(twilio.control.messages()).toHaveLength(3);
    // A line whose outcome is known is simply run again.
    await setup.runAgain('Phone number validation');
    await setup.testEnded();
    await expect(dialog).toBeHidden();
    expect(twilio.control.messages()).toHaveLength(3);
  });

  test('an answer that was lost is looked up, not sent again', async ({ start, twilio }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await atSmsTest(window);
    await setup.runTest(practicePhone('answer-lost'));
    await setup.testEnded();
    for (const [index, line] of ['Test SMS', 'Hot-lead SMS'].entries()) {
      await expect(setup.line(line)).toContainText('The answer was lost, but Twilio has the message.');
      await expect(setup.copySid(line)).toHaveAccessibleName(
        `Copy Message SID ${twilio.control.messages()[index]?.sid}`,
      );
    }
    expect(twilio.control.messages()).toHaveLength(2);
  });

  test('when the server goes down while messages are followed, what was known stays, and Stop still works', async ({
    start,
    twilio,
  }) => {
    const { window } = await start({ VOXANNE_TWILIO_URL: twilio.origin });
    const setup = await atSmsTest(window);
    await setup.runTest(practicePhone('never-moves'));
    await expect(setup.delivery('Hot-lead SMS').last()).toContainText('Queued');
    await twilio.close();
    await setup.button('Stop').click();
    await setup.testEnded();
    for (const line of ['Account verification', 'Phone number validation'])
      await expect(setup.state(line)).toHaveText('Passed');
    for (const line of ['Test SMS', 'Hot-lead SMS']) {
      await expect(setup.state(line)).toHaveText('Unconfirmed');
      await expect(setup.copySid(line)).toBeVisible();
    }
  });
});
