/** Lines of a shell or of other settings that people save in place of a `.env` file: each becomes `NAME=value`. */

const name = '([A-Za-z_][A-Za-z0-9_]*)';
/** What Command Prompt, PowerShell and fish take, and lists of Docker Compose and JSON with one value a line. */
const forms: readonly { pattern: RegExp; raw: boolean }[] = [
  { pattern: new RegExp(String.raw`^\s*set\s+"${name}=(.*)"\s*$`, 'i'), raw: true },
  { pattern: new RegExp(String.raw`^\s*set\s+${name}=(.*)$`, 'i'), raw: true },
  { pattern: new RegExp(String.raw`^\s*setx\s+${name}\s+(.*?)(?:\s+/m)?\s*$`, 'i'), raw: false },
  { pattern: new RegExp(String.raw`^\s*\$env:${name}\s*=\s*(.*?);?\s*$`, 'i'), raw: false },
  {
    pattern: new RegExp(
      String.raw`^\s*\[(?:System\.)?Environment\]::SetEnvironmentVariable\(\s*["']${name}["']\s*,\s*(["'].*?["']).*$`,
      'i',
    ),
    raw: false,
  },
  { pattern: new RegExp(String.raw`^\s*set\s+(?:-{1,2}[a-z]+\s+)+${name}\s+(.*?)\s*$`), raw: false },
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

/** The same text with every such line as a `.env` file has it. */
export const withShellLines = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map(asAssignment)
    .join('\n');
