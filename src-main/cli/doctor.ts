/**
 * `doctor`: what this machine, its keychain and this profile look like, for support. Holds no secret and asks no
 * provider.
 */

import type { Command } from 'commander';
import { AppError } from '../../src-shared/errors';
import type { NetworkStatus } from '../../src-shared/network/network';
import { t } from '../../src-shared/texts/translate';
import { feedWords } from '../../src-shared/updates/update-words';
import { readCoreDumps, switchOffCoreDumps } from '../core-dumps';
import { weakeningIn } from '../environment';
import type { Platform } from '../platform';
import { ownPlaceOf } from '../profile';
import { readEndpoints } from '../providers/endpoints';
import { routeHosts } from '../providers/route-hosts';
import { runtimeTooOld } from '../sqlite-binding';
import { coreDumpFinding } from '../support/core-dump-finding';
import { examineEndpoints, examineProfile, examineVault } from '../support/examine';
import { type Finding, findingLine } from '../support/finding';
import { environmentFindings, networkFindings } from '../support/network-findings';
import { screenLockFinding } from '../support/screen-lock-finding';
import { versionWords } from '../support/versions';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { exitCodes } from './exit-codes';
import { openNetwork } from './open-network';
import { openCommandUpdates } from './open-updates';
import { applyPassphrase, openWorkspace, platformOf } from './open-workspace';

/** Null when the endpoints can't be read; that is reported as a finding. */
async function networkStatus(context: CommandContext): Promise<NetworkStatus | null> {
  let hosts: ReturnType<typeof routeHosts>;
  try {
    hosts = routeHosts(readEndpoints(context.env));
  } catch {
    return null;
  }
  const { network, close } = await openNetwork(context);
  return network.status(hosts).finally(close);
}

function endpointsFinding(context: CommandContext): Finding {
  try {
    return examineEndpoints(readEndpoints(context.env));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { id: 'endpoints', outcome: 'failed', detail: thrown.data.message, fix: thrown.data.fix };
  }
}

/** Which feed, and since when. It is not asked. */
async function updatesFinding(context: CommandContext): Promise<Finding> {
  const { updates, close } = await openCommandUpdates(context);
  const now = updates.snapshot();
  await close();
  const checked =
    now.lastCheckedAt === null ? t('never asked yet') : t('asked last at {time}', { time: now.lastCheckedAt });
  const detail = now.feed === null ? feedWords(now) : `${feedWords(now)}; ${checked}`;
  return now.update.state === 'off' && now.update.reason === 'no-key'
    ? {
        id: 'updates',
        outcome: 'warning',
        detail: `${detail}. ${t('This program carries no key to check a feed with.')}`,
        fix: t('Install new versions by hand.'),
      }
    : { id: 'updates', outcome: 'passed', detail };
}

async function vaultFindings(context: CommandContext): Promise<Finding[]> {
  const passphrase = context.env.VOXANNE_PASSPHRASE;
  const workspace = await openWorkspace(context);
  try {
    // Unlocks with VOXANNE_PASSPHRASE like other commands, but never creates a vault.
    if (workspace.vault.state().state === 'passphrase-needed') await applyPassphrase(workspace, passphrase);
    return await examineVault(workspace, passphrase);
  } finally {
    await workspace.close();
  }
}

function versionFinding({ version, sqliteBinding }: Platform): Finding {
  const tooOld = runtimeTooOld(sqliteBinding)?.data;
  const detail = versionWords(version);
  return tooOld === undefined
    ? { id: 'version', outcome: 'passed', detail }
    : { id: 'version', outcome: 'failed', detail: `${detail} ${tooOld.message} ${tooOld.cause}`, fix: tooOld.fix };
}

export function addDoctorCommand(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  withJson(program.command('doctor'))
    .description(t('look at the profile, the keychain, the database and the surroundings'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, async () => {
        const platform = platformOf(env);
        await switchOffCoreDumps();
        const status = await networkStatus(context);
        const findings: Finding[] = [
          versionFinding(platform),
          await examineProfile(platform.profileDir, ownPlaceOf(env)),
          endpointsFinding(context),
          ...(status === null ? [] : networkFindings(status, platform.now())),
          await updatesFinding(context),
          coreDumpFinding(readCoreDumps(), process.platform),
          await screenLockFinding(env, process.platform),
          ...environmentFindings([...weakeningIn(env), ...(context.switches ?? [])]),
        ];
        if (!findings.some(({ outcome }) => outcome === 'failed')) findings.push(...(await vaultFindings(context)));

        if (json) terminal.printJson({ version: jsonVersion, findings, network: status });
        else for (const finding of findings) terminal.print(findingLine(finding));
        const failures = findings.filter(({ outcome }) => outcome === 'failed');
        if (failures.some(({ id }) => id === 'keychain' || id === 'database' || id === 'audit'))
          return exitCodes.storage;
        return failures.length > 0 ? exitCodes.usage : undefined;
      }),
    );
}
