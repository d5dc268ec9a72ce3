// @ts-check
// Outside of Linux, tests run on the person's own desktop, whose keychain has no private twin. Their keys get a name of
// their own there, and are removed at the end.
const SERVICE = 'Voxanne Console tests';

/**
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTestKeychain(work) {
  await forgetKeys();
  try {
    return await work({ ...process.env, VOXANNE_KEYCHAIN_SERVICE: SERVICE });
  } finally {
    await forgetKeys();
  }
}

async function forgetKeys() {
  const { default: keytar } = await import('keytar');
  for (const { account } of await keytar.findCredentials(SERVICE)) await keytar.deletePassword(SERVICE, account);
}
