/** What people take for the OAuth client's file is told apart from it, with what it is instead. */
import { describe, expect, test } from 'vitest';
import { pastedText } from '../../../../../src-shared/credentials/pasted-text';
import { projectNumberOf, readGoogleClientFile } from '../../../../../src-shared/providers/google/client-file';
import { googleDescriptor } from '../../../../../src-shared/providers/google/descriptor';
import { missingPermissions, scopesOf } from '../../../../../src-shared/providers/google/permissions';

const id = '123456789012-abcdefghijklmnop.apps.googleusercontent.com';
const secret = 'GOCSPX-abcdefghijklmnopqrstuvwxyz12';
const installed = {
  client_id: id,
  project_id: 'sunrise-dental',
  auth_uri: 'https://accounts.google.com/o/oauth2/auth',
  token_uri: 'https://oauth2.googleapis.com/token',
  client_secret: secret,
  redirect_uris: ['http://localhost'],
};
const file = JSON.stringify({ installed });
const codeOf = (content: string) => {
  const read = readGoogleClientFile(content, 'client_secret.json');
  return 'problem' in read ? read.problem.code : 'read';
};

describe('the file', () => {
  test.each([
    ['as downloaded', file],
    ['formatted', JSON.stringify({ installed }, null, 2)],
    ['with a byte-order mark and space around it', `\uFEFF\n${file}\n`],
    ['with a web client beside the desktop one', JSON.stringify({ web: { ...installed, client_id: 'x' }, installed })],
    ['in a list', JSON.stringify([{ installed }])],
    ['in a list with a web client', JSON.stringify([{ web: { ...installed, client_id: 'x' } }, { installed }])],
  ])('%s is read', (_name, content) => {
    expect(readGoogleClientFile(content, 'x.json')).toEqual({
      clientId: id,
      clientSecret: secret,
      projectId: 'sunrise-dental',
    });
  });

  test('is called by its name as it is written; a pasted text begins its sentence with a capital', () => {
    const messageOf = (name: string) => {
      const read = readGoogleClientFile(JSON.stringify({ web: installed }), name);
      return 'problem' in read ? read.problem.message : '';
    };
    expect(messageOf('client_secret_1.json')).toBe(
      'client_secret_1.json belongs to a client of type “Web application”.',
    );
    expect(messageOf(pastedText)).toBe('The pasted text belongs to a client of type “Web application”.');
  });

  test.each([
    ['of a web client', JSON.stringify({ web: installed }), 'import.google-web-client'],
    [
      'of a service account',
      JSON.stringify({ type: 'service_account', private_key: '-----BEGIN PRIVATE KEY-----', client_email: 'a@b' }),
      'import.google-service-account',
    ],
    ['cut off', file.slice(0, 120), 'import.google-truncated'],
    [
      'without the id',
      JSON.stringify({ installed: { ...installed, client_id: undefined } }),
      'import.google-truncated',
    ],
    [
      'without the secret',
      JSON.stringify({ installed: { ...installed, client_secret: undefined } }),
      'import.google-no-secret',
    ],
    [
      'of two desktop clients in a list',
      JSON.stringify([{ installed }, { installed }]),
      'import.google-several-clients',
    ],
    ['of a web client in a list', JSON.stringify([{ web: installed }]), 'import.google-web-client'],
    ['with an empty list', '[]', 'import.google-not-a-client'],
    ['of an Android app', JSON.stringify({ project_info: {}, client: [] }), 'import.google-mobile-app'],
    [
      'of another program’s sign-in',
      JSON.stringify({ access_token: 'ya29.x', refresh_token: '1//x' }),
      'import.google-token-file',
    ],
    [
      'of gcloud',
      JSON.stringify({ type: 'authorized_user', client_id: id, client_secret: secret, refresh_token: '1//x' }),
      'import.google-token-file',
    ],
    [
      'of somebody else',
      JSON.stringify({ installed: { ...installed, auth_uri: 'https://accounts.google.com.evil.example/auth' } }),
      'import.google-not-a-client',
    ],
    ['that is a list', '[1, 2]', 'import.google-not-a-client'],
    ['that is empty', '', 'import.google-not-a-client'],
    ['that is a web page', '<!DOCTYPE html><html></html>', 'import.google-not-a-client'],
    ['of other JSON', '{"name":"x"}', 'import.google-not-a-client'],
  ])('%s is told apart', (_name, content, code) => {
    expect(codeOf(content)).toBe(code);
    const read = readGoogleClientFile(content, 'x.json');
    if ('problem' in read) {
      expect(`${read.problem.message}${read.problem.cause}${read.problem.fix}`).not.toMatch(
        /GOCSPX|ya29|1\/\/|PRIVATE KEY/,
      );
      expect(read.problem.fix.length).toBeGreaterThan(20);
    }
  });
});

describe('the form', () => {
  const [clientId, clientSecret] = googleDescriptor.methods[0].fields;
  test.each([
    [id, id],
    [`  ${id}\n`, id],
    [`GOOGLE_CLIENT_ID="${id}"`, id],
    [id.toUpperCase(), id],
    [`"client_id":"${id}",`, id],
  ])('takes the client ID as %s', (pasted, value) => {
    expect(clientId?.check(pasted)).toEqual({ value });
  });
  test.each([
    ['', /Paste/],
    [secret, /client secret/],
    ['AIzaSyA-0123456789', /API key/],
    ['front.desk@sunrise.example', /e-mail/],
    ['123456789012-abcdef', /the end is missing/],
    [file, /whole file/],
    ['https://console.cloud.google.com', /web address/],
  ])('says what is wrong with the client ID %s', (pasted, problem) => {
    expect(clientId?.check(pasted)).toEqual({ problem: expect.stringMatching(problem) });
  });
  test.each([
    [id, /client ID/],
    ['1//0abcdefghijkl', /token/],
    ['ya29.abcdefghijklm', /token/],
    ['AIzaSyA-0123456789', /API key/],
    ['short', /longer/],
    [file, /whole file/],
  ])('says what is wrong with the client secret %s', (pasted, problem) => {
    expect(clientSecret?.check(pasted)).toEqual({ problem: expect.stringMatching(problem) });
  });
  test('takes a secret of any form that Google has used', () => {
    for (const value of [secret, 'aBcDeFgHiJkLmNoPqRsTuVwX'])
      expect(clientSecret?.check(` ${value} `)).toEqual({ value });
  });
});

describe('permissions', () => {
  test('what was granted is compared, and a wider one counts', () => {
    expect(missingPermissions('own-calendars', scopesOf('own-calendars'))).toEqual([]);
    expect(missingPermissions('own-calendars', 'https://www.googleapis.com/auth/calendar')).toEqual([]);
    expect(missingPermissions('shared-calendars', scopesOf('own-calendars')).map(({ label }) => label)).toEqual([
      'Book on calendars shared with it',
    ]);
    expect(missingPermissions('own-calendars', '')).toHaveLength(3);
  });
  test('the project is the number before the client’s name', () => {
    expect(projectNumberOf(id)).toBe('123456789012');
    expect(projectNumberOf('123.apps.googleusercontent.com')).toBe('123');
    expect(projectNumberOf('name.apps.googleusercontent.com')).toBe('name.apps.googleusercontent.com');
  });
});
