/** The SMS test from a `.env` file or the environment: no keychain, no database, no display. */

import { existsSync } from 'node:fs';
import { listOf } from '../../src-shared/list-words';
import { defaultDrafts } from '../../src-shared/messaging/drafts';
import { type EnvFileFields, fieldsFromEnv, nearMisses } from '../../src-shared/providers/env-file';
import { messageProvider } from '../../src-shared/providers/message-provider';
import { t } from '../../src-shared/texts/translate';
import { readEnvFile } from '../credentials/env-import';
import { recipientIsSender } from '../messaging/message-errors';
import { runMessageSuite } from '../messaging/message-suite';
import { textsOfRun } from '../messaging/message-texts';
import { recordedJournal, sentTextsFile } from '../messaging/sent-texts';
import { currentActor } from '../profile';
import { requireProfileDir } from '../profile-errors';
import { createProviders } from '../providers';
import { readEndpoints } from '../providers/endpoints';
import type { Network } from '../providers/http/network';
import { shownFile } from '../read-text-file';
import { systemTimeZone } from '../system-time-zone';
import { createStepBoard } from '../tests/step-board';
import type { CommandContext } from './command';
import { openNetwork } from './open-network';
import { sends, smsSteps } from './sms-steps';
import { recipientOf, senderOf } from './sms-test-numbers';
import type { SmsTestOptions } from './sms-test-options';
import type { SmsTestOutcome, SmsTestProgress } from './sms-test-outcome';
import { usageError } from './terminal';

/** Keys of a `.env` file and the environment, for messages. */
const numberKey = messageProvider.choice.envKeys[0] ?? '';
const recipientKey = messageProvider.recipientEnvKeys?.[0] ?? '';
/** `A and B, or A, C and D`: the keys of each method. */
const wantedKeys = () =>
  messageProvider.methods
    .map(({ fields }) => fields.map(({ envKeys }) => envKeys[0]).join(t(' and ')))
    .join(t(', or '));

async function readSource(
  options: SmsTestOptions,
  { env, signal }: Pick<CommandContext, 'env' | 'signal'>,
): Promise<{ found: EnvFileFields; source: string }> {
  if (options.envFile !== null)
    return { found: await readEnvFile(options.envFile, messageProvider, signal), source: shownFile(options.envFile) };
  const set = Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  return { found: fieldsFromEnv(messageProvider, set), source: t('the environment') };
}

/**
 * @throws AppError `usage.*`, `import.*`, `credentials.invalid-field`, `phone-number.*`, `endpoint.*` before anything
 * was asked of the provider
 */
export async function smsTestFromEnv(
  options: SmsTestOptions,
  context: CommandContext,
  progress: SmsTestProgress,
): Promise<SmsTestOutcome> {
  const { network, close } = await openNetwork(context);
  return runFromEnv(options, context, progress, network).finally(close);
}

async function runFromEnv(
  options: SmsTestOptions,
  { env, terminal, signal }: CommandContext,
  progress: SmsTestProgress,
  network: Network,
): Promise<SmsTestOutcome> {
  const endpoints = readEndpoints(env);
  const { found, source } = await readSource(options, { env, signal });
  if (options.envFile === null && found.taken.length === 0) {
    throw usageError(
      t('There are no credentials to test.'),
      t('Give --env-file FILE, or --organization ID-or-name, or set the credentials in the environment: {keys}.', {
        keys: wantedKeys(),
      }),
    );
  }
  for (const { key, usual } of found.aliases) terminal.say(t('{key} is read as {usual}.', { key, usual }));
  for (const { key, taken, reason } of found.several) if (taken) terminal.say(`${key}: ${reason}`);
  if (found.missing.length > 0) {
    const method = messageProvider.methods.find(({ id }) => id === found.methodId);
    const fields = method?.fields.filter(({ label }) => found.missing.includes(t(label))) ?? [];
    const lacking = listOf(fields.flatMap(({ envKeys }) => envKeys.slice(0, 1)));
    throw usageError(
      `${t('{source} lacks {keys}.', { source, keys: lacking })}${nearMisses(found, messageProvider)}`,
      t('Needed are {keys}.', { keys: wantedKeys() }),
    );
  }
  const provider = createProviders(endpoints, network)[messageProvider.id];
  const channel = provider.messages;
  if (!channel) throw new Error(`${messageProvider.name} sends no text messages`);
  const fields = provider.parseFields(found.methodId, found.fields);
  if (found.choice === null)
    throw usageError(
      `${t('{source} lacks {keys}.', { source, keys: numberKey })}${nearMisses(found, messageProvider)}`,
      t('Add the number that the texts are sent from, for example {key}=+14155550100.', { key: numberKey }),
    );
  const { from, country } = senderOf({ name: numberKey, value: found.choice }, terminal.say);
  const recipient = options.to ?? (sends(options.only) ? found.testRecipient : null);
  if (recipient === null && sends(options.only)) {
    // It may be there and hold no number: sample text, or a reference to a secret store.
    const written = found.ignored.find(({ key }) => messageProvider.recipientEnvKeys?.includes(key));
    throw usageError(
      `${t('There is no recipient for the test messages.')}${written ? ` ${written.key}: ${written.reason}` : ''}`,
      t('Give --to +E164, or add {key} to {source}.', { key: recipientKey, source }),
    );
  }
  const isFromFile = options.to === null;
  const to =
    recipient === null
      ? null
      : recipientOf(
          { name: isFromFile ? recipientKey : '--to', value: recipient },
          country,
          isFromFile && sends(options.only),
          terminal.say,
        );
  if (to === from) throw recipientIsSender(channel);

  const timeZone = (await systemTimeZone(env)) ?? 'UTC';
  // In the language of the drafts.
  const texts = textsOfRun(defaultDrafts, { name: 'your clinic', timeZone }, new Date());
  const { simulated } = endpoints[messageProvider.id];
  const profileDir = requireProfileDir(env);
  progress.begin({ from, to, simulated });
  const { steps, stopped, isRehearsal } = await runMessageSuite({
    account: channel.open(found.methodId, fields),
    board: createStepBoard(smsSteps, progress.step, () => new Date()),
    from,
    // Not used by runs without a sending step.
    to: to ?? from,
    texts,
    only: options.only,
    journal: recordedJournal(
      profileDir,
      { simulated, startedBy: currentActor() },
      () => new Date(),
      () =>
        terminal.tell(
          t('{file} could not be written: this report is the only record of what is sent.', {
            file: sentTextsFile(profileDir),
          }),
        ),
    ),
    deliveryTimeoutMs: options.deliveryTimeoutMs,
    send: !options.dryRun,
    signal,
    confirmed: () => new AbortController().signal,
    now: () => new Date(),
  });
  if (existsSync(sentTextsFile(profileDir)) && sends(options.only) && !options.dryRun)
    terminal.say(t('What was sent is recorded in {file}.', { file: sentTextsFile(profileDir) }));
  return { head: { from, to, simulated }, steps, stopped, isRehearsal, texts };
}
