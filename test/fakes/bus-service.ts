/**
 * A service on a message bus, as a desktop has them: it owns a name, answers calls, and sends signals. It speaks so
 * much of D-Bus as that takes (https://dbus.freedesktop.org/doc/dbus-specification.html).
 */
import { connect, type Socket } from 'node:net';

/** Values as the specification names their types: `b`, `u`, `s`, `o`, `a{sv}`, `(so)`; a variant has its own type. */
type Variant = { type: string; value: Value };
type Value = boolean | number | string | Variant | readonly Value[];
export type Body = { type: string; values: readonly Value[] };

export const variant = (type: string, value: Value): Variant => ({ type, value });

/** Where the first whole type of a signature ends. */
function endOfType(type: string): number {
  if (type[0] === 'a') return 1 + endOfType(type.slice(1));
  if (type[0] !== '(' && type[0] !== '{') return 1;
  let depth = 0;
  for (let at = 0; at < type.length; at += 1) {
    if ('({'.includes(type[at] ?? '')) depth += 1;
    if (')}'.includes(type[at] ?? '')) depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Error(`no whole type: ${type}`);
}

const typesOf = (signature: string): string[] =>
  signature === '' ? [] : [signature.slice(0, endOfType(signature)), ...typesOf(signature.slice(endOfType(signature)))];

const alignmentOf = (type: string) => ('({'.includes(type[0] ?? '') ? 8 : 'gvy'.includes(type[0] ?? '') ? 1 : 4);

function write(bytes: number[], type: string, value: Value): void {
  const pad = (to: number) => {
    while (bytes.length % to !== 0) bytes.push(0);
  };
  const number32 = (number: number) => {
    pad(4);
    bytes.push(number & 255, (number >> 8) & 255, (number >> 16) & 255, (number >> 24) & 255);
  };
  if (type === 'y') bytes.push(Number(value));
  else if (type === 'b' || type === 'u') number32(Number(value));
  else if (type === 's' || type === 'o') {
    number32(Buffer.byteLength(String(value)));
    bytes.push(...Buffer.from(String(value)), 0);
  } else if (type === 'g') bytes.push(String(value).length, ...Buffer.from(String(value)), 0);
  else if (type === 'v') {
    const inner = value as Variant;
    write(bytes, 'g', inner.type);
    write(bytes, inner.type, inner.value);
  } else if (type[0] === 'a') {
    number32(0);
    const lengthAt = bytes.length - 4;
    pad(alignmentOf(type.slice(1)));
    const from = bytes.length;
    for (const item of value as readonly Value[]) write(bytes, type.slice(1), item);
    const length = bytes.length - from;
    for (let byte = 0; byte < 4; byte += 1) bytes[lengthAt + byte] = (length >> (8 * byte)) & 255;
  } else {
    pad(8);
    for (const [at, inner] of typesOf(type.slice(1, -1)).entries())
      write(bytes, inner, (value as readonly Value[])[at] ?? '');
  }
}

const kinds = { call: 1, answer: 2, error: 3, signal: 4 } as const;
const fields = { path: 1, interface: 2, member: 3, error: 4, answerTo: 5, destination: 6, signature: 8 } as const;
type Head = {
  path?: string;
  interface?: string;
  member?: string;
  error?: string;
  answerTo?: number;
  destination?: string;
};

function message(kind: keyof typeof kinds, serial: number, head: Head, body: Body = { type: '', values: [] }): Buffer {
  const content: number[] = [];
  for (const [at, type] of typesOf(body.type).entries()) write(content, type, body.values[at] ?? '');
  const types = { path: 'o', interface: 's', member: 's', error: 's', answerTo: 'u', destination: 's' } as const;
  const named = (Object.keys(types) as (keyof Head)[]).flatMap((name) =>
    head[name] === undefined ? [] : [[fields[name], variant(types[name], head[name])] as const],
  );
  const bytes: number[] = ['l'.charCodeAt(0), kinds[kind], 0, 1];
  write(bytes, 'u', content.length);
  write(bytes, 'u', serial);
  write(bytes, 'a(yv)', [
    ...named,
    ...(body.type === '' ? [] : [[fields.signature, variant('g', body.type)] as const]),
  ]);
  while (bytes.length % 8 !== 0) bytes.push(0);
  return Buffer.from([...bytes, ...content]);
}

type Received = { kind: number; serial: number; member: string; sender: string };

/** The whole messages at the start of `bytes`, and what is left. Strings of the head are all that is read. */
function readMessages(bytes: Buffer): { messages: Received[]; rest: Buffer } {
  const messages: Received[] = [];
  let rest = bytes;
  while (rest.length >= 16) {
    const headEnd = 16 + Math.ceil(rest.readUInt32LE(12) / 8) * 8;
    const length = headEnd + rest.readUInt32LE(4);
    if (rest.length < length) break;
    const text = new Map<number, string>();
    let at = 16;
    while (at < 16 + rest.readUInt32LE(12)) {
      at = Math.ceil(at / 8) * 8;
      const field = rest[at] ?? 0;
      const type = String.fromCharCode(rest[at + 2] ?? 0);
      at += 4;
      if (type === 'u') at += 4;
      else if (type === 'g') at += (rest[at] ?? 0) + 2;
      else {
        const size = rest.readUInt32LE(at);
        text.set(field, rest.toString('utf8', at + 4, at + 4 + size));
        at += 4 + size + 1;
      }
    }
    messages.push({
      kind: rest[1] ?? 0,
      serial: rest.readUInt32LE(8),
      member: text.get(fields.member) ?? '',
      sender: text.get(7) ?? '',
    });
    rest = rest.subarray(length);
  }
  return { messages, rest };
}

export type BusService = {
  signal(path: string, member: string, body: Body): void;
  /** The name is let go. */
  close(): Promise<void>;
};

/**
 * @param socketFile of the bus
 * @param answers to calls, by their member; null for a call that it does not know
 */
export async function startBusService(
  socketFile: string,
  name: string,
  answers: (member: string) => Body | null = () => null,
): Promise<BusService> {
  const socket: Socket = connect(socketFile);
  let serial = 0;
  let rest: Buffer = Buffer.alloc(0);
  let answered = 0;
  const waiting: (() => void)[] = [];
  const send = (kind: keyof typeof kinds, head: Head, body?: Body) => {
    serial += 1;
    socket.write(message(kind, serial, head, body));
  };
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    socket.once('connect', () => socket.write(`\0AUTH EXTERNAL ${user}\r\n`));
    socket.once('data', (answer) => {
      if (!answer.toString().startsWith('OK ')) return reject(new Error(`the bus refused: ${answer}`));
      socket.write('BEGIN\r\n');
      resolve();
    });
  });
  socket.on('error', () => undefined);
  socket.on('data', (piece) => {
    const read = readMessages(Buffer.concat([rest, piece]));
    rest = Buffer.from(read.rest);
    for (const received of read.messages) {
      if (received.kind === kinds.answer) {
        answered += 1;
        for (const done of waiting.splice(0)) done();
      }
      if (received.kind !== kinds.call) continue;
      const answer = answers(received.member);
      const to = { answerTo: received.serial, destination: received.sender };
      if (answer !== null) send('answer', to, answer);
      else send('error', { ...to, error: 'org.freedesktop.DBus.Error.UnknownMethod' });
    }
  });
  const bus = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', destination: 'org.freedesktop.DBus' };
  send('call', { ...bus, member: 'Hello' });
  send('call', { ...bus, member: 'RequestName' }, { type: 'su', values: [name, 4] });
  while (answered < 2) await new Promise<void>((resolve) => waiting.push(resolve));
  return {
    signal(path, member, body) {
      const at = member.lastIndexOf('.');
      send('signal', { path, interface: member.slice(0, at), member: member.slice(at + 1) }, body);
    },
    close: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.end();
      }),
  };
}
