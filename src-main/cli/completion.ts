/** `completion bash | zsh | powershell`: prints a script with which the shell completes commands and options. */

import { Argument, type Command, type Option } from 'commander';
import { t } from '../../src-shared/texts/translate';
import type { CommandContext } from './command';

/** What can be typed after a command. */
export type Completion = {
  /** `organizations add`; empty for the program itself. */
  path: string;
  /** Sub-commands, choices of an argument, and options. */
  words: readonly string[];
  /** What can follow an option: one of these words, or a file. */
  values: readonly { option: string; choices: readonly string[] | 'file' }[];
};

const valuesOf = ({ long, argChoices, flags }: Option): Completion['values'] =>
  long === undefined || long === null
    ? []
    : argChoices !== undefined
      ? [{ option: long, choices: argChoices }]
      : /<file>/.test(flags)
        ? [{ option: long, choices: 'file' }]
        : [];

/** The program's commands, each with what can follow it. */
export function completionsOf(program: Command): Completion[] {
  const walk = (command: Command, path: string): Completion[] => {
    const { options } = command;
    const own: Completion = {
      path,
      words: [
        ...command.commands.map((child) => child.name()),
        ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
        ...options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : [])),
        '--help',
      ],
      values: options.flatMap(valuesOf),
    };
    return [own, ...command.commands.flatMap((child) => walk(child, `${path} ${child.name()}`.trim()))];
  };
  return walk(program, '');
}

const command = 'voxanne-console';
const madeBy = (shell: string) =>
  `# Completion of ${command} for ${shell}. Made by: ${command} --cli completion ${shell}`;

/** All options whose value is completed, as patterns of a shell's `case`. */
const valueCases = (completions: readonly Completion[], file: string, choose: (words: string) => string): string =>
  completions
    .flatMap(({ path, values }) =>
      values.map(
        ({ option, choices }) =>
          `    '${path} ${option}') ${choices === 'file' ? file : choose(choices.join(' '))}; return ;;`,
      ),
    )
    .join('\n');
const wordCases = (completions: readonly Completion[]): string =>
  completions.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`).join('\n');
const pathPatterns = (completions: readonly Completion[]): string =>
  completions.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join('|');

const bash = (completions: readonly Completion[]): string => `${madeBy('bash')}
_voxanne_console() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} at='' next words='' index
  COMPREPLY=()
  if [[ \${COMP_WORDS[1]} != --cli || $COMP_CWORD == 1 ]]; then
    mapfile -t COMPREPLY < <(compgen -W '--cli' -- "$current")
    return
  fi
  for ((index = 2; index < COMP_CWORD; index++)); do
    next="\${at:+$at }\${COMP_WORDS[index]}"
    case "$next" in
      ${pathPatterns(completions)}) at=$next ;;
    esac
  done
  case "$at $previous" in
${valueCases(
  completions,
  'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")',
  (words) => `mapfile -t COMPREPLY < <(compgen -W '${words}' -- "$current")`,
)}
  esac
  case "$at" in
${wordCases(completions)}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _voxanne_console ${command}
`;

const zsh = (completions: readonly Completion[]): string => `#compdef ${command}
${madeBy('zsh')}
_voxanne_console() {
  local at='' next words_here='' index previous=\${words[CURRENT - 1]}
  if [[ \${words[2]} != --cli || $CURRENT == 2 ]]; then
    compadd -- --cli
    return
  fi
  for ((index = 3; index < CURRENT; index++)); do
    next="\${at:+$at }\${words[index]}"
    case "$next" in
      ${pathPatterns(completions)}) at=$next ;;
    esac
  done
  case "$at $previous" in
${valueCases(completions, '_files', (words) => `compadd -- ${words}`)}
  esac
  case "$at" in
${wordCases(completions).replaceAll(" words='", " words_here='")}
  esac
  compadd -- \${=words_here}
}
if [[ \${funcstack[1]} == _voxanne_console ]]; then _voxanne_console "$@"; else compdef _voxanne_console ${command}; fi
`;

const powerShellList = (words: readonly string[]) => `@(${words.map((word) => `'${word}'`).join(', ')})`;
const powershell = (completions: readonly Completion[]): string => `${madeBy('powershell')}
Register-ArgumentCompleter -Native -CommandName ${command} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @{
${completions.map(({ path, words }) => `    '${path}' = ${powerShellList(words)}`).join('\n')}
  }
  $values = @{
${completions
  .flatMap(({ path, values }) =>
    // Where nothing is offered, PowerShell offers files.
    values.map(
      ({ option, choices }) => `    '${path} ${option}' = ${powerShellList(choices === 'file' ? [] : choices)}`,
    ),
  )
  .join('\n')}
  }
  $typed = @($commandAst.CommandElements | ForEach-Object { $_.ToString() } | Select-Object -Skip 1)
  if ($wordToComplete -ne '') { $typed = @($typed | Select-Object -SkipLast 1) }
  if ($typed.Count -eq 0 -or $typed[0] -ne '--cli') { $offered = @('--cli') }
  else {
    $at = ''
    foreach ($word in ($typed | Select-Object -Skip 1)) {
      $next = "$at $word".Trim()
      if ($words.ContainsKey($next)) { $at = $next }
    }
    $key = "$at $($typed[-1])"
    $offered = if ($values.ContainsKey($key)) { $values[$key] } else { $words[$at] }
  }
  $offered | Where-Object { $_ -and $_ -like "$wordToComplete*" } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;

export const shells = { bash, zsh, powershell } as const;
type Shell = keyof typeof shells;

export function addCompletionCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('completion')
    .description(t('print a script with which the shell completes commands and options'))
    .addArgument(new Argument('<shell>', t('which shell')).choices(Object.keys(shells)))
    .action((shell: Shell) => void terminal.stdout.write(shells[shell](completionsOf(program))));
}
