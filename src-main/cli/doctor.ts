/** `doctor`: what this machine, its keychain and this profile look like, for support. Holds no secret and asks no provider. */
import { access, constants, mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { AppError } from '../../src-shared/errors';
import type { NetworkStatus } from '../../src-shared/network/network';
import { defaultProfileDir, findBrokenLink, ProfileFolderRefused } from '../profile';
import { profileFolderError } from '../profile-errors';
import { readEndpoints } from '../providers/endpoints';
import { routeHosts } from '../providers/route-hosts';
import { listBackups } from '../storage/backup-files';
import { isOpenToOthers } from '../storage/profile-files';
import { vaultError } from '../vault/vault-errors';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { type Finding, networkFindings } from './doctor-network';
import { exitCodes } from './exit-codes';
import { openNetwork } from './open-network';
import { applyPassphrase, openWorkspace, platformOf } from './open-workspace';

/** Null where the endpoints can't be read, which is a finding of its own. */
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

export function addDoctorCommand(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  withJson(program.command('doctor'))
    .description('look at the profile, the keychain, the database and the surroundings')
    .action(({ json }: JsonOption) =>
      runCommand(context, json, async () => {
        const platform = platformOf(env);
        const findings: Finding[] = [
          {
            id: 'version',
            outcome: 'passed',
            detail: `Voxanne Console ${platform.version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
          },
        ];

        try {
          const broken = findBrokenLink(platform.profileDir);
          if (broken)
            throw profileFolderError(
              new ProfileFolderRefused({ why: 'broken-link', folder: platform.profileDir, ...broken }),
            );
          await mkdir(platform.profileDir, { recursive: true, mode: 0o700 });
          await access(platform.profileDir, constants.W_OK);
          findings.push(
            isOpenToOthers(platform.profileDir) && platform.profileDir !== defaultProfileDir(env)
              ? {
                  id: 'profile',
                  outcome: 'warning',
                  detail: `${platform.profileDir} may be entered by other users of this machine. The console’s own files in it are closed to them.`,
                  fix: 'Close the folder to them as well, unless it is shared on purpose: chmod 700.',
                }
              : { id: 'profile', outcome: 'passed', detail: platform.profileDir },
          );
        } catch (thrown) {
          findings.push({
            id: 'profile',
            outcome: 'failed',
            ...(thrown instanceof AppError
              ? { detail: `${thrown.data.message} ${thrown.data.cause}`, fix: thrown.data.fix }
              : {
                  detail: `${platform.profileDir} can’t be written.`,
                  fix: 'Give this user the right to write there, or set VOXANNE_PROFILE_DIR.',
                }),
          });
        }

        try {
          const redirected = Object.entries(readEndpoints(env)).flatMap(([provider, { origin }]) =>
            origin === null ? [] : [`${provider} → ${origin}`],
          );
          findings.push(
            redirected.length > 0
              ? {
                  id: 'endpoints',
                  outcome: 'warning',
                  detail: `Simulated: ${redirected.join(', ')}`,
                  fix: 'Unset the VOXANNE_…_URL variables to reach the real providers.',
                }
              : { id: 'endpoints', outcome: 'passed', detail: 'The providers’ own hosts.' },
          );
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
          findings.push({ id: 'endpoints', outcome: 'failed', detail: thrown.data.message, fix: thrown.data.fix });
        }

        const status = await networkStatus(context);
        if (status !== null) findings.push(...networkFindings(status, env, platform.now()));

        if (!findings.some(({ outcome }) => outcome === 'failed')) {
          const workspace = await openWorkspace(context);
          try {
            const passphrase = env.VOXANNE_PASSPHRASE;
            // Opens what the variable opens for every other command. A vault is not started: that is not for a look at it.
            if (workspace.vault.state().state === 'passphrase-needed') await applyPassphrase(workspace, passphrase);
            const state = workspace.vault.state();
            if (state.state === 'unavailable' && !state.hasCredentials && passphrase !== undefined) {
              findings.push({
                id: 'keychain',
                outcome: 'passed',
                detail: 'No keychain answers. VOXANNE_PASSPHRASE protects what will be stored.',
              });
            } else if (state.state === 'ready') {
              findings.push({
                id: 'keychain',
                outcome: 'passed',
                detail: `${workspace.keychainName}: keys at hand (${state.protection})`,
              });
            } else {
              const { data } = vaultError(state);
              findings.push({
                id: state.state.startsWith('database') ? 'database' : 'keychain',
                outcome: 'failed',
                detail: data.message,
                fix: data.fix,
              });
            }
            const [newest] = listBackups(platform.profileDir);
            findings.push({
              id: 'backups',
              outcome: 'passed',
              detail: newest ? `The newest is of ${newest.madeAt}` : 'None yet; an open console makes one a day.',
            });
            if (workspace.vault.storage) {
              const { storage } = workspace.services();
              const audit = await storage.audit.verify();
              findings.push({
                id: 'database',
                outcome: 'passed',
                detail: `Readable; ${(await storage.organizations.overviews()).length} clinics`,
              });
              findings.push(
                audit.intact
                  ? { id: 'audit', outcome: 'passed', detail: `${audit.checked} entries, unbroken` }
                  : {
                      id: 'audit',
                      outcome: 'failed',
                      detail: `Broken at entry ${audit.firstBroken}`,
                      fix: 'Somebody changed the database outside the console. Keep a copy of it and ask support.',
                    },
              );
            }
          } finally {
            await workspace.close();
          }
        }

        if (json) terminal.printJson({ version: jsonVersion, findings, network: status });
        else
          for (const { id, outcome, detail, fix } of findings)
            terminal.print(`${outcome.padEnd(8)} ${id.padEnd(10)} ${detail}${fix ? ` ${fix}` : ''}`);
        const failures = findings.filter(({ outcome }) => outcome === 'failed');
        if (failures.some(({ id }) => id === 'keychain' || id === 'database' || id === 'audit'))
          return exitCodes.storage;
        return failures.length > 0 ? exitCodes.usage : undefined;
      }),
    );
}
