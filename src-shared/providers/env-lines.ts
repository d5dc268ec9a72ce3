/** Lines of a shell or of other settings that people save in place of a `.env` file: each becomes `NAME=value`. */

const name = '([A-Za-z_][A-Za-z0-9_]*)';
/**
 * What Command Prompt, PowerShell, fish and csh take, what bash and zsh list, and lists of Docker Compose and JSON with
 * one value a line.
 */
const forms: readonly { pattern: RegExp; raw: boolean }[] = [
  { pattern: new RegExp(String.raw`^\s*set\s+"${name}=(.*)"\s*$`, 'i'), raw: true },
  { pattern: new RegExp(String.raw`^\s*set\s+${name}=(.*)$`, 'i'), raw: true },
  { pattern: new RegExp(String.raw`^\s*setx\s+${name}\s+(.*?)(?:\s+/m)?\s*$`, 'i'), raw: false },
  { pattern: new RegExp(String.raw`^\s*\$\{?env:${name}\}?\s*=\s*(.*?);?\s*$`, 'i'), raw: false },
  {
    pattern: new RegExp(
      String.raw`^\s*(?:set|new)-item\s+(?:-path\s+)?["']?env:[\\/]?${name}["']?\s+(?:-value\s+)?(.*?);?\s*$`,
      'i',
    ),
    raw: false,
  },
  {
    pattern: new RegExp(
      String.raw`^\s*\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s*["']${name}["']\s*,\s*(["'].*?["']).*$`,
      'i',
    ),
    raw: false,
  },
  { pattern: new RegExp(String.raw`^\s*set\s+(?:-{1,2}[a-z]+\s+)+${name}\s+(.*?)\s*$`), raw: false },
  { pattern: new RegExp(String.raw`^\s*setenv\s+${name}\s+(.*?);?\s*$`), raw: false },
  { pattern: new RegExp(String.raw`^\s*(?:declare|typeset)\s+(?:-[a-z]+\s+)+${name}=(.*?)\s*$`), raw: false },
  { pattern: new RegExp(String.raw`^\s*-\s+${name}=(.*?)\s*$`), raw: false },
  { pattern: new RegExp(String.raw`^\s*-\s+(["'])${name}=(.*)\1\s*$`), raw: true },
  { pattern: new RegExp(String.raw`^\s*\{?\s*"${name}"\s*:\s*(".*?")\s*,?\s*\}?\s*$`), raw: false },
];

function asAssignment(line: string): string {
  for (const { pattern, raw } of forms) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const [key = '', value = ''] = match.slice(-2);
    // Command Prompt takes the rest of the line as it stands: quotes and # are part of no other syntax there.
    const quoted = !raw || /^\s*(["']).*\1\s*$/.test(value) || value.includes("'");
    return `${key}=${quoted ? value : `'${value.trim()}'`}`;
  }
  return line;
}

/** A heading of YAML, or a key without a value: the parser would take the next line as its value. */
const heading = /^(\s*[\w.-]+):\s*$/;
/** `export A=1; export B=2`, as one line of a shell. A value that holds this is not one of a provider's. */
const nextExport = /;\s*(?=export\s+[A-Za-z_]\w*=)/;

/** The values of a JSON object, those of the objects in it too, one a line; null for any other text. */
function linesOfJson(written: string): string | null {
  if (!/^\s*\{/.test(written)) return null;
  try {
    const lines: string[] = [];
    JSON.parse(written, (key, value: unknown) => {
      const isValue = typeof value === 'string' || typeof value === 'number';
      if (isValue && /^[A-Za-z_]\w*$/.test(key)) lines.push(`"${key}": ${JSON.stringify(String(value))}`);
    });
    return lines.join('\n');
  } catch {
    return null;
  }
}

/** The same text with every such line as a `.env` file has it. */
export const withShellLines = (text: string): string =>
  (linesOfJson(text) ?? text)
    .split(/\r\n?|\n/)
    .flatMap((line) => (/^\s*export\s/.test(line) ? line.split(nextExport) : [line]))
    .map((line) => asAssignment(line.replace(heading, '$1=')))
    .join('\n');
