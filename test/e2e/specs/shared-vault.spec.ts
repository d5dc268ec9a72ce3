/**
 * A shared vault as people meet it in the window, on a real PostgreSQL: joining, what others change meanwhile, members
 * and receptionists, and a server that goes away and comes back. The other consoles are the command line. The page is
 * never loaded anew on the way.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { makeKeyFile, makeNextKeys, publicFileOf, readKeyFile, writeKeyFile } from '../../../src-receptionist/key-file';
import { openReceptionist } from '../../../src-receptionist/receptionist';
import { machineLogin, vaultFileSchema } from '../../../src-shared/shared-vault/machine-files';
import { identityWords } from '../../../src-shared/shared-vault/words';
import { type PostgresServer, startPostgres } from '../../fakes/postgres-server';
import {
  answerOpenDialog,
  answerSaveDialog,
  test as base,
  ClinicPage,
  ClinicsPage,
  ConsolePage,
  command,
  drawAs,
  expect,
  pointedAt,
  practiceAccount,
  reload,
  resize,
  SharedVaultPage,
  seedClinic,
  violationsOf,
} from '../driver';

type Told = { code: string; words: string; organization: { id: string } };
/** The command line of another computer. @param env `VOXANNE_INVITATION_CODE` */
type Terminal = (args: string[], env?: Record<string, string>) => Promise<Told>;

const test = base.extend<{ server: PostgresServer; folder: string; terminalOf: (name: string) => Terminal }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  server: async ({}, use) => {
    const server = await startPostgres();
    await use(server);
    await server.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'voxanne-shared-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },
  terminalOf: async ({ folder, twilio }, use) => {
    await use((name) => async (args, env = {}) => {
      const own = { VOXANNE_PROFILE_DIR: path.join(folder, name), ...pointedAt({ twilio }) };
      const { code, stdout, stderr } = await command([...args, '--json'], { ...own, ...env });
      expect(code, `${name}: ${args.join(' ')}: ${stderr}`).toBe(0);
      return JSON.parse(stdout) as Told;
    });
  },
});

test('joined by six words, live with other consoles, read-only while the server is away, and live again', async ({
  start,
  server,
  folder,
  terminalOf,
  twilio,
}) => {
  test.skip(server.dataDir === null, 'A server that is not this test’s own is not stopped.');
  test.setTimeout(600_000);
  const at = (name: string) => path.join(folder, name);
  const [anna, cleo] = [terminalOf('anna'), terminalOf('cleo')];
  const { url } = await server.newDatabase();
  writeFileSync(at('administrator.url'), url, { mode: 0o600 });
  await anna(['vault', 'provision', '--name', 'Anna', '--database-url-file', at('administrator.url')]);
  await anna(['organizations', 'add', 'Sunrise Dental', '--time-zone', 'America/Chicago']);

  const console = await start(pointedAt({ twilio }));
  const { window } = console;
  const [shell, vault, clinics, clinic] = [
    new ConsolePage(window),
    new SharedVaultPage(window),
    new ClinicsPage(window),
    new ClinicPage(window),
  ];
  await resize(console, 1024, 700);
  await shell.button('Set up a clinic').waitFor();
  await seedClinic(window, { name: 'Maple Street', account: practiceAccount('full') });
  await reload(window);
  await drawAs(window, 'light');
  await window.evaluate(() => Object.assign(globalThis, { isThePageOfTheStart: true }));

  const found: string[] = [];
  /** What a machine finds against the window as it is. */
  const look = async (state: string) => {
    found.push(...(await violationsOf(window)).map((where) => `${state}: ${where}`));
  };
  /** Opens a dialog by keyboard, looks at it, and goes on in it. */
  const openBy = async (opener: Locator, name: string): Promise<Locator> => {
    await opener.press('Enter');
    const dialog = vault.dialog(name);
    await dialog.waitFor();
    return dialog;
  };
  const leaveBy = async (opener: Locator, name: string) => {
    await window.keyboard.press('Escape');
    await expect(vault.dialog(name)).toBeHidden();
    await expect(opener).toBeFocused();
  };

  await test.step('joins by a file, its spoken code and six words', async () => {
    await vault.openCard();
    await look('this computer');
    await openBy(vault.button('Create a shared vault'), 'Create a shared vault');
    await look('create a shared vault');
    await leaveBy(vault.button('Create a shared vault'), 'Create a shared vault');

    const { code } = await anna(['vault', 'invite', 'Ben', '--out', at('ben.invitation')]);
    await answerOpenDialog(console, at('ben.invitation'));
    const dialog = await openBy(vault.button('Join with an invitation'), 'Join with an invitation');
    await dialog.getByRole('button', { name: 'Choose the invitation…' }).click();
    await dialog.getByLabel('Spoken code').fill(code);
    await look('join');
    await dialog.getByLabel('Spoken code').press('Enter');
    await dialog.getByRole('list', { name: 'Six words' }).waitFor();
    await look('six words');
    const words = await vault.words(dialog);
    await dialog.getByRole('button', { name: 'Done' }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(vault.heading()).toBeFocused();
    await expect(vault.banner()).toContainText('waits to be admitted');
    await anna(['vault', 'admit', 'Ben', '--words', words]);
    await expect(vault.card()).toContainText('You are Ben there.');
    await expect(vault.card()).toContainText('2 members');
  });

  await test.step('moves the clinics of this computer there', async () => {
    await look('settings vault');
    const opener = vault.button('Move clinics here');
    await openBy(opener, 'Move clinics here');
    await look('move clinics here');
    await leaveBy(opener, 'Move clinics here');
    const dialog = await openBy(opener, 'Move clinics here');
    await dialog.getByRole('button', { name: 'Move 1 clinic' }).click();
    await expect(dialog).toContainText('1 clinic was moved');
    await look('moved');
    await dialog.getByRole('button', { name: 'Done' }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(vault.heading()).toBeFocused();
  });

  await test.step('what another console does is seen by itself', async () => {
    await shell.goTo('Clinics');
    await expect(clinics.row('Sunrise Dental')).toBeVisible();
    await expect(clinics.row('Maple Street')).toBeVisible();
    await anna(['organizations', 'add', 'Moonlight Physio', '--time-zone', 'America/Chicago']);
    await expect(clinics.row('Moonlight Physio')).toBeVisible();
    await anna(['organizations', 'remove', '--organization', 'Moonlight Physio', '--confirm', 'Moonlight Physio']);
    await expect(clinics.row('Moonlight Physio')).toBeHidden();
  });

  await test.step('a receptionist is added, and what it has is on the clinic’s card', async () => {
    await vault.openFromCard('Receptionists');
    await look('receptionists empty');
    const keys = await makeKeyFile(at('machine.key'));
    const file = await publicFileOf(keys);
    writeFileSync(at('machine.json'), JSON.stringify(file));
    await answerOpenDialog(console, at('machine.json'));
    await answerSaveDialog(console, at('vault.json'));
    const opener = vault.button('Add a receptionist');
    await openBy(opener, 'Add a receptionist');
    await leaveBy(opener, 'Add a receptionist');
    const dialog = await openBy(opener, 'Add a receptionist');
    await dialog.getByRole('button', { name: 'Choose its public file…' }).click();
    await dialog.getByLabel('The six words').fill(await identityWords(file.keys, machineLogin(file)));
    await dialog.getByLabel('Name').fill('Front desk');
    await dialog.getByRole('checkbox', { name: 'Maple Street' }).check();
    await look('add a receptionist');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog).toContainText('Front desk is admitted.');
    await look('receptionist added');
    await dialog.getByRole('button', { name: 'Done' }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(vault.receptionist('Front desk')).toContainText('Not loaded yet');

    const pinned = vaultFileSchema.parse(JSON.parse(readFileSync(at('vault.json'), 'utf8')));
    writeKeyFile(at('machine.key'), { ...keys, vault: pinned });
    const receptionist = await openReceptionist({
      databaseUrl: pinned.databaseUrl,
      keyFile: at('machine.key'),
      cacheFile: at('machine.cache'),
    });
    await expect(vault.receptionist('Front desk')).toContainText('Loaded: revision');
    await look('receptionists');
    await receptionist.close();
    await shell.goTo('Clinics');
    await clinics.open('Maple Street');
    await expect(clinic.card('Twilio').getByRole('region', { name: 'Used by' })).toContainText('Front desk');
    await look('used by');
  });

  await test.step('keys of a receptionist and of clinics are renewed, and it works on', async () => {
    const next = await publicFileOf(await makeNextKeys(at('machine.key')));
    writeFileSync(at('machine.json'), JSON.stringify(next));
    await answerOpenDialog(console, at('machine.json'));
    await vault.openFromCard('Receptionists');
    const opener = vault.button('Renew keys of Front desk');
    await openBy(opener, 'Renew keys of Front desk');
    await leaveBy(opener, 'Renew keys of Front desk');
    const dialog = await openBy(opener, 'Renew keys of Front desk');
    await dialog.getByRole('button', { name: 'Choose its public file…' }).click();
    await dialog.getByLabel('The six words').fill(await identityWords(next.keys, machineLogin(next)));
    await look('renew keys of a receptionist');
    await dialog.getByLabel('The six words').press('Enter');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
    const known = vault.receptionist('What Front desk knew');
    await expect(known).toContainText('Front desk has new keys');
    await look('what front desk knew');
    await vault.button('Dismiss').press('Enter');

    await vault.openCard();
    const renew = vault.button('Renew keys…');
    await openBy(renew, 'Renew keys of clinics');
    await leaveBy(renew, 'Renew keys of clinics');
    const clinicKeys = await openBy(renew, 'Renew keys of clinics');
    await clinicKeys.getByRole('checkbox', { name: 'Select all' }).check();
    await look('renew keys of clinics');
    await clinicKeys.getByRole('button', { name: 'Renew keys of 2 clinics' }).press('Enter');
    await expect(clinicKeys).toContainText('2 clinics have new keys');
    await look('clinics have new keys');
    await clinicKeys.getByRole('button', { name: 'Done' }).press('Enter');
    await expect(renew).toBeFocused();
    const authority = vault.button('Change authority…');
    const trusted = await openBy(authority, 'Authority of the server');
    await expect(trusted).toContainText('Those that this computer trusts for every server.');
    await look('authority of the server');
    await leaveBy(authority, 'Authority of the server');

    const { databaseUrl } = vaultFileSchema.parse(JSON.parse(readFileSync(at('vault.json'), 'utf8')));
    const [keyFile, cacheFile] = [at('machine.key'), at('machine.cache')];
    const receptionist = await openReceptionist({ databaseUrl, keyFile, cacheFile });
    expect(receptionist.held()).toMatchObject([{ provider: 'twilio' }]);
    await receptionist.close();
    expect(readKeyFile(keyFile)).toMatchObject({ keys: { sign: { public: next.keys.sign } } });
  });

  await test.step('a member is invited, admitted, loses a clinic, and is removed', async () => {
    await vault.openFromCard('Members');
    await look('members');
    await answerSaveDialog(console, at('cleo.invitation'));
    const opener = vault.button('Invite');
    const invite = await openBy(opener, 'Invite a member');
    await invite.getByLabel('Name').fill('Cleo');
    await look('invite');
    await invite.getByLabel('Name').press('Enter');
    await invite.getByRole('button', { name: 'I have said it' }).waitFor();
    await look('invited');
    const code = await invite.locator('[lang=en]').innerText();
    await invite.getByRole('button', { name: 'I have said it' }).press('Enter');
    await expect(opener).toBeFocused();
    await expect(vault.invited('Cleo')).toContainText('Has not joined yet');
    const joined = ['vault', 'join', '--invitation', at('cleo.invitation')];
    const { words } = await cleo(joined, { VOXANNE_INVITATION_CODE: code });
    await expect(vault.invited('Cleo')).toContainText('Waits to be admitted');
    await look('invited in list');
    const admit = await openBy(vault.button('Admit Cleo'), 'Admit Cleo');
    await admit.getByLabel('The six words').fill(words);
    await look('admit');
    await admit.getByLabel('The six words').press('Enter');
    await expect(vault.member('Cleo')).toContainText('all clinics');
    await expect(admit).toBeHidden();
    await expect(shell.title('Members')).toBeFocused();

    const change = vault.button('Change clinics of Cleo');
    const dialog = await openBy(change, 'Change clinics of Cleo');
    await dialog.getByText('Only some').click();
    await dialog.getByRole('checkbox', { name: 'Maple Street' }).uncheck();
    await look('change clinics');
    await leaveBy(change, 'Change clinics of Cleo');
    await openBy(change, 'Change clinics of Cleo');
    await dialog.getByText('Only some').click();
    await dialog.getByRole('checkbox', { name: 'Maple Street' }).uncheck();
    await dialog.getByRole('button', { name: 'Change clinics' }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(window.getByRole('list', { name: 'What Cleo knew' })).toContainText('Maple Street');
    await expect(vault.member('Cleo')).toContainText('Sunrise Dental');
    await expect(change).toBeFocused();
    await look('what cleo knew');
    await vault.button('Dismiss').press('Enter');
    await expect(shell.title('Members')).toBeFocused();
    const remove = await openBy(vault.button('Remove Cleo'), 'Remove this member?');
    await remove.getByRole('textbox').fill('Cleo');
    await look('remove');
    await remove.getByRole('textbox').press('Enter');
    await expect(remove).toBeHidden();
    await expect(vault.member('Cleo')).toBeHidden();
    await expect(shell.title('Members')).toBeFocused();
    await look('removed');
  });

  await test.step('the server goes away: the list as last known, read-only, with its age', async () => {
    await shell.goTo('Clinics');
    await expect(clinics.row('Sunrise Dental')).toBeVisible();
    await server.stop();
    await expect(vault.banner()).toContainText('Nothing can be changed, and no SMS is sent, until it is back.');
    await expect(clinics.row('Maple Street')).toBeVisible();
    await look('offline list');
    await vault.openCard();
    await expect(vault.card()).toContainText('Out of reach');
    await look('offline settings');
    await vault.openFromCard('Members');
    await expect(window.getByRole('alert')).toContainText('The server of the shared vault does not answer.');
    await expect(vault.button('Invite')).toBeHidden();
    await shell.goTo('Clinics');
    await clinics.row('Maple Street').click();
    await expect(window.getByRole('alert')).toContainText('The server of the shared vault does not answer.');
    await expect(shell.title('Maple Street')).toBeVisible();
    await look('offline clinic');
  });

  await test.step('the server is back: live again', async () => {
    await server.start();
    await expect(clinic.card('Twilio')).toContainText('Front desk');
    await expect(vault.banner()).toBeHidden();
    await shell.goTo('Clinics');
    await anna(['organizations', 'add', 'Starlight Dermatology', '--time-zone', 'America/Chicago']);
    await expect(clinics.row('Starlight Dermatology')).toBeVisible();
    await look('back');
  });

  expect(await window.evaluate(() => 'isThePageOfTheStart' in globalThis)).toBe(true);
  expect(found).toEqual([]);
});
