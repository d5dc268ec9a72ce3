/** Reads out of a source file what people read: the texts of the catalogue, and those that stand outside of it. */

type Node = { type: string; [key: string]: unknown };

export type FoundTexts = { texts: string[]; outside: string[] };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Attributes and properties whose words are shown. */
const shown =
  /^(?:label|title|text|words|message|cause|fix|hint|help|description|placeholder|heading|question|problem|note|subtitle|detail|alt|aria-label|aria-description|footer)$/;
/** What only developers read, or a program. */
const unread = /^(?:Error|TypeError|RangeError|RegExp|log|fault|info|warn|debug|prepare|exec|pragma|describe|utf8)$/;
/** What a terminal's help says. */
const inHelp = /^(?:description|option|requiredOption|Option|argument)$/;
/** Names and addresses are the same in every language. */
const names =
  /^(?:https:\/\/\S+|Voxanne(?: Console)?|Twilio|Google(?: Calendar| Cloud)?|Stripe|Account SID|Auth Token|Client ID|English|Español|Electron … \(Node …\)|Node\.js|Application Support|Proxy (?:Settings|Config Script)|(?:Mod|Ctrl|Control|Shift|Alt|Meta|Arrow|Page|Home|End|Escape|Enter|Tab|Delete|Backspace)\w*)$/;
/** What is sent to a provider, and reports that developers get, are in English in every language. */
const forOthers =
  /^(?:Voxanne Console(?: test|:? …)|Made by the calendar test of Voxanne Console|The (?:page|graphics process) ended …)/;
const sql = /^[\s(…]*(?:SELECT|CREATE|DELETE FROM|UNION|OR|AND) /;

const calledName = (callee: unknown): string => {
  if (!isNode(callee)) return '';
  if (callee.type === 'MemberExpression') return calledName(callee.property);
  if (callee.type === 'Super') return 'Error';
  return typeof callee.name === 'string' ? callee.name : '';
};

/** A literal, a template, or a sum of them; `…` for each value in it. Null for anything else. */
function wordsOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'TemplateLiteral')
    return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return null;
  const [left, right] = [wordsOf(node.left), wordsOf(node.right)];
  return left === null && right === null ? null : `${left ?? '…'}${right ?? '…'}`;
}

const isWord = (words: string) =>
  /\p{L}{2}/u.test(words) && ![names, forOthers, sql].some((others) => others.test(words.trim()));
/** `Not found`, `Read this.` and not `not-found`, `one two`, `SELECT a`. */
const isSentence = (words: string) => isWord(words) && /^["“‘(…\s]*\p{Lu}[\p{L}’-]*[\s…,.]+.*\p{Ll}{2}/u.test(words);

/** @param page of the window: each word in its markup is read */
export function findTexts(program: unknown, { isPage }: { isPage: boolean }): FoundTexts {
  const texts: string[] = [];
  const outside: string[] = [];

  function attribute(node: Node): void {
    const { name } = node.name as { name: unknown };
    const words = wordsOf(node.value);
    if (words !== null && typeof name === 'string' && shown.test(name) && isWord(words)) outside.push(words);
    else if (words === null) visit(node.value);
  }

  function element(node: Node): void {
    const opening = node.openingElement as Node;
    if (calledName(opening.name) === 'Said') {
      const attributes = opening.attributes as Node[];
      for (const each of attributes) {
        const { name } = each.name as { name: unknown };
        const value =
          isNode(each.value) && each.value.type === 'JSXExpressionContainer' ? each.value.expression : each.value;
        const words = name === 'text' ? wordsOf(value) : null;
        if (words === null) visit(each.value);
        else texts.push(words);
      }
    } else for (const each of opening.attributes as Node[]) visit(each);
    visit(node.children);
  }

  function call(node: Node): void {
    const name = calledName(node.callee);
    const [first, ...rest] = node.arguments as unknown[];
    if (name === 't' || name === 'text') {
      const words = wordsOf(first);
      if (words === null) visit(first);
      else texts.push(words);
      visit(rest);
    } else if (!unread.test(name)) {
      visit(node.callee);
      for (const argument of node.arguments as unknown[]) {
        const words = inHelp.test(name) ? wordsOf(argument) : null;
        if (words !== null && /^\p{Ll}.* \p{Ll}/u.test(words)) outside.push(words);
        else visit(argument);
      }
    }
  }

  function property(node: Node): void {
    const key = calledName(node.key) || (isNode(node.key) && typeof node.key.value === 'string' ? node.key.value : '');
    const words = wordsOf(node.value);
    if (words !== null && shown.test(key) && isWord(words) && /^\s*\p{Lu}/u.test(words)) outside.push(words);
    else visit(node.value);
  }

  const readers: Readonly<Record<string, (node: Node) => void>> = {
    JSXElement: element,
    JSXAttribute: attribute,
    CallExpression: call,
    NewExpression: call,
    Property: property,
  };

  function visit(node: unknown): void {
    if (Array.isArray(node)) for (const each of node) visit(each);
    else if (isNode(node)) visitNode(node);
  }

  function visitNode(node: Node): void {
    if (/^(?:Import|Export\w*From|TS)/.test(node.type) && !/^TS(?:As|Satisfies|NonNull)/.test(node.type)) return;
    if (node.type === 'JSXText') {
      const words = String(node.value).trim();
      if (isPage && isWord(words)) outside.push(words.replaceAll(/\s+/g, ' '));
      return;
    }
    const reader = readers[node.type];
    if (reader !== undefined) {
      reader(node);
      return;
    }
    const words = wordsOf(node);
    if (words !== null) {
      if (isSentence(words)) outside.push(words);
      else visit([node.expressions, node.left, node.right]);
      return;
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'type') visit(value);
  }

  visit(program);
  return { texts, outside };
}
