/** Lines of a shell or of other settings that people save in place of a `.env` file: each becomes `NAME=value`. */

const name = '([A-Za-z_][A-Za-z0-9_]*)';
/**
 * What Command Prompt, PowerShell, fish and csh take, what bash and zsh list, lists of Docker Compose, a Dockerfile, a
 * unit of systemd and JSON with one value a line, and what programs in JavaScript, Python and Ruby say of their own.
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
  { pattern: new RegExp(String.raw`^\s*ENV\s+${name}=("[^"]*"|'[^']*'|\S+)\s*$`), raw: false },
  { pattern: new RegExp(String.raw`^\s*ENV\s+${name}\s+(.*?)\s*$`), raw: false },
  { pattern: new RegExp(String.raw`^\s*Environment=${name}=(\S*)\s*$`), raw: false },
  { pattern: new RegExp(String.raw`^\s*Environment=(["'])${name}=(.*)\1\s*$`), raw: true },
  { pattern: new RegExp(String.raw`^\s*-\s+${name}=(.*?)\s*$`), raw: false },
  { pattern: new RegExp(String.raw`^\s*-\s+(["'])${name}=(.*)\1\s*$`), raw: true },
  { pattern: new RegExp(String.raw`^\s*process\.env\.${name}\s*=\s*(["'].*["'])\s*;?\s*$`), raw: false },
  {
    pattern: new RegExp(
      String.raw`^\s*(?:process\.env|os\.environ|ENV)\[["']${name}["']\]\s*=\s*(["'].*["'])\s*;?\s*$`,
    ),
    raw: false,
  },
  { pattern: /^\s*([A-Z][A-Z0-9_]+)\s+:\s+(.*?)\s*$/, raw: false },
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
const heading = /^(\s*)([\w.-]+):\s*(?:#.*)?$/;
/** A heading of an INI file. */
const iniHeading = /^\s*\[([^\]]+)\]\s*(?:[#;].*)?$/;
/** `export A=1; export B=2`, as one line of a shell. A value that holds this is not one of a provider's. */
const nextExport = /;\s*(?=export\s+[A-Za-z_]\w*=)/;

/** `A=1 B=2 node server.js`, `heroku config:set A=1 B=2`, `docker run -e A=1 image`. */
const assigned = /(?<=^|\s)[A-Z][A-Z0-9_]+=(?:"[^"]*"|'[^']*'|[^\s"';]+)(?=\s|$)/g;
const settingCommand = /^\s*(?:\$\s+)?(?:heroku|fly|flyctl|docker|podman|env|railway|render|dokku)\s/;

/** The assignments of a line that has several, or that gives one to a command; the line itself otherwise. */
function assignmentsIn(line: string): string[] {
  if (/(?:^|\s)#/.test(line)) return [line];
  const settings = line.replace(/^\s*Environment=/, '');
  const found = settings.match(assigned) ?? [];
  // One of another form would be lost.
  if (/^\s*\w+=/.test(settings) && !settings.trimStart().startsWith(found[0] ?? '=')) return [line];
  return found.length > 1 || (found.length === 1 && settingCommand.test(line)) ? found : [line];
}

const quotable = String.raw`(?:"([^"]*)"|'([^']*)'|([^\s#"']+))\s*(?:#.*)?$`;
const pairName = new RegExp(String.raw`^\s*(?:-\s+)?name:\s+${quotable}`);
const pairValue = /^\s*value:\s+(.*)$/;

/** A name and its value in two lines, as Kubernetes lists them; null for any other two. */
function pairOf(line: string, next: string | undefined): string | null {
  const key = pairName.exec(line)?.slice(1).find(Boolean) ?? '';
  const value = pairValue.exec(next ?? '')?.[1];
  return /^[A-Za-z_]\w*$/.test(key) && value !== undefined ? `${key}=${value}` : null;
}

/** One assignment, comment or other line as a `.env` file has it; a quoted value may go on over several lines. */
export type EnvLine = {
  /** The headings that it stands under: `dev`, `services.web.environment`; empty for none. */
  section: string;
  text: string;
};

/** The values of a JSON object, those of the objects in it too; null for any other text. */
function linesOfJson(written: string): EnvLine[] | null {
  if (!/^\s*\{/.test(written)) return null;
  const lines: EnvLine[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    // A list of names and values, as Kubernetes and Amazon's tasks have it.
    const { name: key, value: given } = value as { name?: unknown; value?: unknown };
    if (typeof key === 'string' && /^[A-Za-z_]\w*$/.test(key) && typeof given === 'string') {
      lines.push({ section: path.slice(0, -1).join('.'), text: `${key}=${JSON.stringify(given)}` });
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      const isValue = typeof inner === 'string' || typeof inner === 'number';
      if (isValue && /^[A-Za-z_]\w*$/.test(key))
        lines.push({ section: path.join('.'), text: `${key}=${JSON.stringify(String(inner))}` });
      else walk(inner, [...path, key]);
    }
  };
  try {
    walk(JSON.parse(written), []);
    return lines;
  } catch {
    // Not JSON, or so deep that nobody wrote it.
    return null;
  }
}

/** A quote that the line opens and does not close, as the parser of `.env` files reads it. */
function openQuote(assignment: string): string | null {
  const [, quote = '', rest = ''] = /^\s*(?:export\s+)?[\w.-]+(?:\s*=\s*|:\s+)(["'`])(.*)$/.exec(assignment) ?? [];
  return quote !== '' && !rest.replaceAll(`\\${quote}`, '').includes(quote) ? quote : null;
}

/** How many lines a quoted value goes on for, from `next`; 0 where it never ends, which makes it a line of its own. */
function continued(lines: readonly string[], next: number, quote: string): number {
  const closed = new RegExp(String.raw`^[^${quote}]*${quote}\s*(?:#.*)?$`);
  const end = lines.findIndex((line, index) => index >= next && line.replaceAll(`\\${quote}`, '').includes(quote));
  return end >= 0 && closed.test((lines[end] ?? '').replaceAll(`\\${quote}`, '')) ? end - next + 1 : 0;
}

/** The lines of a settings file, each as a `.env` file has it. */
export function envLines(text: string): EnvLine[] {
  const json = linesOfJson(text);
  if (json !== null) return json;
  const written = text.split(/\r\n?|\n/);
  const lines: EnvLine[] = [];
  let above: { indent: number; name: string }[] = [];
  for (let index = 0; index < written.length; index += 1) {
    const line = written[index] ?? '';
    const isBlank = /^\s*(?:#.*)?$/.test(line);
    // Items of a list may stand as far left as their heading.
    const indent = line.search(/\S/) + (/^\s*-\s/.test(line) ? 1 : 0);
    if (!isBlank) above = above.filter((outer) => outer.indent < indent);
    const pair = pairOf(line, written[index + 1]);
    if (pair !== null) {
      lines.push({ section: above.map((outer) => outer.name).join('.'), text: pair });
      index += 1;
      continue;
    }
    const [, , name] = heading.exec(line) ?? [];
    const [, ini] = iniHeading.exec(line) ?? [];
    const section = above.map((outer) => outer.name).join('.');
    const commands = /^\s*export\s/.test(line) ? line.split(nextExport) : [line];
    const parts = name === undefined ? commands.flatMap(assignmentsIn).map(asAssignment) : [`${name}=`];
    if (name !== undefined) above.push({ indent, name });
    if (ini !== undefined) above = [{ indent: -1, name: ini }];
    const quote = openQuote(parts.at(-1) ?? '');
    const more = quote === null ? 0 : continued(written, index + 1, quote);
    const last = [parts.at(-1) ?? '', ...written.slice(index + 1, index + 1 + more)].join('\n');
    for (const part of [...parts.slice(0, -1), last]) lines.push({ section, text: part });
    index += more;
  }
  return lines;
}

/** The same as one text. */
export const withShellLines = (text: string): string =>
  envLines(text)
    .map((line) => line.text)
    .join('\n');
