/** A clinic that worked, and does not any more. The second example of docs/qa.md. */
import {
  ClinicPage,
  ClinicsPage,
  expect,
  moveClock,
  pointedAt,
  practiceAccount,
  reload,
  seedClinic,
  test,
} from '../driver';

test('a proof grows old, an account is closed: the list and the clinic’s page say so, and how to repair it', async ({
  start,
  twilio,
  photograph,
}) => {
  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const clinics = new ClinicsPage(window);
  const clinic = new ClinicPage(window);
  await seedClinic(window, { name: 'Sunrise Dental', account: practiceAccount('full'), number: '+12125550123' });
  await reload(window);
  await clinics.open('Sunrise Dental');
  await expect(clinic.rung('Signed in')).toHaveAttribute('data-state', 'proven');

  await moveClock(console, 24 * 30);
  await reload(window);
  await expect(clinic.rung('Signed in')).toHaveAttribute('data-state', 'stale');
  await photograph(console, 'A proof of last month');
  await clinic.checkNow();
  await expect(clinic.rung('Signed in')).toHaveAttribute('data-state', 'proven');

  twilio.control.setFault({ fault: { kind: 'status', status: 401, code: 20003, message: 'Authenticate' } });
  await clinic.checkNow();
  const notice = clinic.card('Twilio').getByRole('alert');
  await expect(notice).toContainText('Why:');
  await expect(notice).toContainText('What to do:');
  await expect(notice.getByRole('button', { name: 'Replace credentials' })).toBeVisible();
  await expect(clinic.rung('Signed in')).toHaveAttribute('data-state', 'disproved');
  await photograph(console, 'An account that refuses');
});
