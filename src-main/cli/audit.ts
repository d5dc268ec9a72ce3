/** `audit list | verify | key | export`. */

import type { Command } from 'commander';
import type { AuditEntry } from '../../src-shared/audit/audit-entry';
import { resultOf } from '../../src-shared/audit/entry-result';
import { verificationLine } from '../../src-shared/audit/verification-words';
import { t } from '../../src-shared/texts/translate';
import type { Workspace } from '../compose';
import { writeNewPrivateFile } from '../private-files';
import { type CommandContext, type JsonOption, jsonVersion, runCommand, withJson } from './command';
import { exitCodes } from './exit-codes';
import { withWorkspace } from './open-workspace';
import { tabbed } from './plain';
import { usageError } from './terminal';

const page = 200;

/** Every entry, newest first, a page at a time. */
async function* entriesOf(workspace: Workspace): AsyncGenerator<AuditEntry> {
  const { audit } = workspace.services().storage;
  let before: number | null = null;
  for (;;) {
    const { entries, more } = await audit.list({
      organizationId: null,
      before,
      limit: page,
      search: '',
      outcome: null,
    });
    yield* entries;
    before = entries.at(-1)?.sequence ?? null;
    if (!more || before === null) return;
  }
}

/** What the check of the trail found, and a signature over every line before its own. */
async function signedLines(workspace: Workspace, lines: readonly string[]): Promise<string[]> {
  const { audit } = workspace.services().storage;
  const exportedAt = workspace.platform.now().toISOString();
  const found = `${JSON.stringify({ exportedAt, ...(await audit.verify()) })}\n`;
  return [found, `${JSON.stringify({ signed: audit.sign(Buffer.from([...lines, found].join(''))) })}\n`];
}

export function addAuditCommands(program: Command, context: CommandContext): void {
  const { terminal } = context;
  const audit = program.command('audit').description(t('who did what, when, and how it ended'));

  withJson(audit.command('list'))
    .description(t('the newest entries'))
    .option('--limit <n>', t('how many, at most 200'), '50')
    .action(({ json, limit }: JsonOption & { limit: string }) =>
      runCommand(context, json, async () => {
        const wanted = Number(limit);
        if (!Number.isInteger(wanted) || wanted < 1 || wanted > page)
          throw usageError(
            t('--limit {limit} is not a number from 1 to {page}.', { limit, page }),
            t('Leave it out for 50.'),
          );
        return withWorkspace(context, false, async (workspace) => {
          const { entries } = await workspace
            .services()
            .storage.audit.list({ organizationId: null, before: null, limit: wanted, search: '', outcome: null });
          if (json) terminal.printJson({ version: jsonVersion, entries });
          else
            for (const entry of entries)
              terminal.print(
                tabbed(
                  entry.at,
                  entry.actor,
                  entry.organizationName ?? '',
                  entry.action,
                  resultOf(entry),
                  entry.detail,
                ),
              );
          return undefined;
        });
      }),
    );

  withJson(audit.command('verify'))
    .description(t('check that no entry was changed, moved or taken out, and that none is missing at the end'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, 'if-possible', async (workspace) => {
          const verification = await workspace.services().storage.audit.verify();
          if (json) terminal.printJson({ version: jsonVersion, ...verification });
          else terminal.print(verificationLine(verification));
          return verification.intact ? undefined : exitCodes.failed;
        }),
      ),
    );

  withJson(audit.command('key'))
    .description(t('the public key that checks signed exports'))
    .action(({ json }: JsonOption) =>
      runCommand(context, json, () =>
        withWorkspace(context, true, async (workspace) => {
          const { publicKey } = workspace.services().storage.audit.sign(Buffer.alloc(0));
          if (json) terminal.printJson({ version: jsonVersion, publicKey });
          else terminal.print(publicKey);
          return undefined;
        }),
      ),
    );

  withJson(audit.command('export'))
    .description(t('write all entries to a file, one JSON document a line'))
    .requiredOption('--output <file>', t('a file that does not exist yet'))
    .option('--signed', t('with a last line that this vault signed; docs/verify-audit.mjs checks it'))
    .action(({ json, output, signed }: JsonOption & { output: string; signed?: boolean }) =>
      runCommand(context, json, () =>
        withWorkspace(context, signed === true, async (workspace) => {
          const lines: string[] = [];
          for await (const entry of entriesOf(workspace)) lines.push(`${JSON.stringify(entry)}\n`);
          if (signed) lines.push(...(await signedLines(workspace, lines)));
          try {
            writeNewPrivateFile(output, lines.join(''));
          } catch {
            throw usageError(
              t('{name} could not be written.', { name: output }),
              t('Choose a new file name in a folder that you may write to.'),
            );
          }
          const entries = lines.length - (signed ? 2 : 0);
          if (json) terminal.printJson({ version: jsonVersion, entries, signed: signed === true, savedTo: output });
          terminal.say(
            t('{count, plural, one {# entry} other {# entries}} in {name}.', { count: entries, name: output }),
          );
          return undefined;
        }),
      ),
    );
}
