#!/usr/bin/env node
/** `voxanne-receptionist init | renew | words | check | trust | list`. */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AppError, toAppErrorData } from '../src-shared/errors';
import { withAuthorities } from '../src-shared/shared-vault/authorities';
import { type MachineFile, machineLogin } from '../src-shared/shared-vault/machine-files';
import { readMembership } from '../src-shared/shared-vault/membership';
import { headWords, identityWords } from '../src-shared/shared-vault/words';
import { watchOutput } from '../src-shared/watch-output';
import {
  type KeyFile,
  makeKeyFile,
  makeNextKeys,
  publicFileOf,
  readKeyFile,
  readPublicFile,
  writeKeyFile,
} from './key-file';
import { whyUnwritable, writeOwnFile } from './private-file';
import { openReceptionist } from './receptionist';
import { publicFileNotWritten, vaultNotPinned } from './receptionist-errors';
import { openVaultDatabase } from './vault-database';
import { readAuthorityFile, readVaultFile } from './vault-file';

const help = `voxanne-receptionist COMMAND

  init   makes this machine's keys, writes what the console is given, and prints six words to compare
           --key-file FILE      where the keys go, for this machine alone (receptionist.key)
           --public-file FILE   where to write what the console is given (receptionist.public.json)
  renew  makes other keys for this machine, beside those in use, writes what the console is given, and prints six words;
         the machine changes to them by itself once the console took them ("machines renew-keys")
           --key-file FILE, --public-file FILE
  words  prints the six words again, of the newest keys; the file for the console is written anew where it is gone
           --key-file FILE, --public-file FILE
  check  proves that the vault lets this machine in, and that everything delivered to it opens
           --vault FILE         once: what "machines add" wrote
           --key-file FILE, --database-url URL (or VOXANNE_DATABASE_URL; by default what "machines add" wrote)
  trust  exchanges whose certificates are trusted for the server, once it has proved itself by them
           --ca-file FILE       the authority's certificate, as PEM; beside the present ones, or
           --only-ca-file FILE  in their place
           --key-file FILE, --database-url URL
  list   what this machine has, without secrets
           --key-file FILE, --database-url URL, --cache-file FILE (receptionist.cache)
`;

const print = (line: string) => void process.stdout.write(`${line}\n`);

type Options = Readonly<
  Record<
    'key-file' | 'public-file' | 'cache-file' | 'vault' | 'database-url' | 'ca-file' | 'only-ca-file',
    string | undefined
  >
>;

const keyFileOf = (options: Options) => options['key-file'] ?? 'receptionist.key';

const isNotHandedOver = (thrown: unknown) =>
  thrown instanceof AppError && thrown.data.code === 'receptionist.public-file';

async function init(options: Options): Promise<void> {
  const made = await makeKeyFile(keyFileOf(options));
  try {
    await handOver(made, options, 'machines add');
  } catch (thrown) {
    // Nobody was given these, and asked again it is not refused for them. Once the public file is there, the console may
    // have it.
    if (isNotHandedOver(thrown)) rmSync(keyFileOf(options), { force: true });
    throw thrown;
  }
}
const renew = async (options: Options) =>
  handOver(await makeNextKeys(keyFileOf(options)), options, 'machines renew-keys');

async function words(options: Options): Promise<void> {
  const stored = readKeyFile(keyFileOf(options));
  const newest = { ...stored, keys: stored.next ?? stored.keys };
  const written = readPublicFile(publicFileNameOf(options), newest);
  const command = stored.next === undefined ? 'machines add' : 'machines renew-keys';
  return written === null ? handOver(newest, options, command) : printWords(written, options, command);
}

const publicFileNameOf = (options: Options) => options['public-file'] ?? 'receptionist.public.json';

async function handOver(made: KeyFile, options: Options, command: string): Promise<void> {
  const contents = await publicFileOf(made);
  const file = publicFileNameOf(options);
  try {
    writeOwnFile(file, `${JSON.stringify(contents, null, 2)}\n`);
  } catch (thrown) {
    throw publicFileNotWritten(file, whyUnwritable(thrown));
  }
  return printWords(contents, options, command);
}

async function printWords(contents: MachineFile, options: Options, command: string): Promise<void> {
  const file = publicFileNameOf(options);
  print(await identityWords(contents.keys, machineLogin(contents)));
  process.stderr.write(`Give ${file} to the console, and compare the six words there ("${command}").\n`);
}

const databaseUrlOf = (options: Options, known: string) =>
  options['database-url'] ?? process.env.VOXANNE_DATABASE_URL ?? known;

async function check(options: Options): Promise<void> {
  const stored = readKeyFile(keyFileOf(options));
  const vault = options.vault === undefined ? stored.vault : readVaultFile(options.vault);
  if (vault === null) throw vaultNotPinned();
  const keys = { ...stored, vault };
  const database = openVaultDatabase(databaseUrlOf(options, vault.databaseUrl), keys);
  try {
    const { log, rows } = await database.read();
    const membership = await readMembership(log, vault.pinned);
    if (options.vault !== undefined) writeKeyFile(keyFileOf(options), keys);
    print(`words of the vault  ${await headWords(membership.head.hash)}`);
    print(`admitted            ${membership.machines.get(keys.id)?.name ?? 'no'}`);
    const { createKnowledge } = await import('./knowledge');
    let problem: unknown = null;
    const knowledge = createKnowledge(keys, vault.pinned);
    await knowledge.take({ log, rows }, (thrown) => {
      problem = thrown;
    });
    if (problem !== null) throw problem;
    print(`opens               ${knowledge.all().filter(({ delivered }) => delivered !== null).length} connections`);
  } finally {
    await database.close();
  }
}

async function trust(options: Options): Promise<void> {
  const stored = readKeyFile(keyFileOf(options));
  if (stored.vault === null) throw vaultNotPinned();
  const [added, only] = [options['ca-file'], options['only-ca-file']];
  const given = readAuthorityFile(only ?? added);
  const vault = { ...stored.vault, ca: withAuthorities(stored.vault.ca, given, only !== undefined) };
  const database = openVaultDatabase(databaseUrlOf(options, vault.databaseUrl), { ...stored, vault });
  try {
    await database.read();
  } finally {
    await database.close();
  }
  writeKeyFile(keyFileOf(options), { ...stored, vault });
}

async function list(options: Options): Promise<void> {
  const keyFile = keyFileOf(options);
  const receptionist = await openReceptionist({
    databaseUrl: databaseUrlOf(options, readKeyFile(keyFile).vault?.databaseUrl ?? ''),
    keyFile,
    cacheFile: options['cache-file'] ?? 'receptionist.cache',
  });
  try {
    for (const { clinicId, provider, revision, revoked, choice } of receptionist.held())
      print([clinicId, provider, `revision ${revision}`, revoked ? 'revoked' : (choice ?? '')].join('\t').trimEnd());
  } finally {
    await receptionist.close();
  }
}

const commands: Readonly<Record<string, (options: Options) => Promise<void>>> = {
  init,
  renew,
  words,
  check,
  trust,
  list,
};

async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'key-file': text,
      'public-file': text,
      'cache-file': text,
      vault: text,
      'database-url': text,
      'ca-file': text,
      'only-ca-file': text,
    },
  });
  const command = commands[positionals[0] ?? ''];
  if (command === undefined) {
    process.stderr.write(help);
    return 2;
  }
  await command({
    'key-file': undefined,
    'public-file': undefined,
    'cache-file': undefined,
    vault: undefined,
    'database-url': undefined,
    'ca-file': undefined,
    'only-ca-file': undefined,
    ...values,
  });
  return 0;
}

const output = watchOutput<number>(
  process,
  1,
  (code) =>
    `The answer could not be written to standard output. ${
      code === 'ENOSPC' ? 'The disk is full.' : `The system says ${code}.`
    }`,
);

main()
  .catch((thrown: unknown) => {
    const { code, message, cause, fix } = toAppErrorData(thrown);
    process.stderr.write(
      thrown instanceof AppError
        ? `Error: ${message}\n  Why:  ${cause}\n  Fix:  ${fix}\n  Code: ${code}\n`
        : `Error: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`,
    );
    return thrown instanceof AppError ? 1 : 2;
  })
  .then(output.end)
  .then((code) => {
    process.exitCode = code;
  });
