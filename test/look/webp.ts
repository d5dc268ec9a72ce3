/**
 * Writes lossless WebP, small. Skia writes it too, for speed: several times as large. What is alike in a picture is
 * stored once, however far above it stands, which PNG with its 32 kB cannot do.
 * The format: https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification
 */

class Bits {
  private bytes = new Uint8Array(1 << 16);
  private at = 0;
  private held = 0;
  private count = 0;

  /** At most 24 at once, the lowest first. */
  put(value: number, count: number): void {
    this.held |= value << this.count;
    this.count += count;
    while (this.count >= 8) this.flush();
  }

  private flush(): void {
    if (this.at === this.bytes.length) {
      const more = new Uint8Array(this.bytes.length * 2);
      more.set(this.bytes);
      this.bytes = more;
    }
    this.bytes[this.at] = this.held & 255;
    this.at += 1;
    this.held >>>= 8;
    this.count -= 8;
  }

  end(): Uint8Array {
    if (this.count > 0) this.flush();
    return this.bytes.subarray(0, this.at);
  }
}

const longestCode = 15;

/** The length of each symbol's code; no code is longer than `most`. */
function codeLengths(counts: ArrayLike<number>, most: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  for (let least = 1; ; least *= 2) {
    type Node = { weight: number; symbol: number; parts: readonly [Node, Node] | null };
    const leaves: Node[] = [];
    for (let symbol = 0; symbol < counts.length; symbol += 1) {
      const weight = counts[symbol] ?? 0;
      if (weight > 0) leaves.push({ weight: Math.max(weight, least), symbol, parts: null });
    }
    leaves.sort((a, b) => a.weight - b.weight);
    // Two queues: what is joined comes in the order of its weight.
    const joined: Node[] = [];
    let [leaf, join] = [0, 0];
    const lightest = (): Node => {
      const [one, other] = [leaves[leaf], joined[join]];
      if (other === undefined || (one !== undefined && one.weight <= other.weight)) {
        leaf += 1;
        return one as Node;
      }
      join += 1;
      return other;
    };
    while (leaves.length - leaf + joined.length - join > 1) {
      const parts = [lightest(), lightest()] as const;
      joined.push({ weight: parts[0].weight + parts[1].weight, symbol: -1, parts });
    }
    let deepest = 0;
    const walk = (node: Node, depth: number): void => {
      deepest = Math.max(deepest, depth);
      if (node.parts === null) lengths[node.symbol] = depth;
      else for (const part of node.parts) walk(part, depth + 1);
    };
    const root = joined.at(-1) ?? leaves[0];
    if (root !== undefined) walk(root, 0);
    if (deepest <= most) return lengths;
  }
}

/** Codes of these lengths, as they are written: their first bit lowest. */
function codesOf(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= longestCode; length += 1) {
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      let turned = 0;
      for (let bit = 0; bit < length; bit += 1) turned |= ((code >> bit) & 1) << (length - 1 - bit);
      codes[symbol] = turned;
      code += 1;
    }
    code <<= 1;
  }
  return codes;
}

type Code = { lengths: Uint8Array; codes: Uint16Array };
const orderOfLengths = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** Writes the code for symbols that occur so often, and gives it. */
function writeCode(bits: Bits, counts: Uint32Array): Code {
  const used = [...counts.keys()].filter((symbol) => (counts[symbol] ?? 0) > 0);
  const [first = 0, second] = used;
  if (used.length <= 2 && used.every((symbol) => symbol < 256)) {
    const lengths = new Uint8Array(counts.length);
    bits.put(1, 1);
    bits.put(used.length === 2 ? 1 : 0, 1);
    bits.put(1, 1);
    bits.put(first, 8);
    if (second !== undefined) {
      bits.put(second, 8);
      lengths[first] = 1;
      lengths[second] = 1;
    }
    return { lengths, codes: codesOf(lengths) };
  }
  const lengths = codeLengths(counts, longestCode);
  // Runs of nothing in short; the rest one by one.
  const tokens: (readonly [symbol: number, extra: number, bits: number])[] = [];
  for (let at = 0; at < lengths.length; ) {
    let run = 0;
    while (at + run < lengths.length && lengths[at + run] === 0 && run < 138) run += 1;
    if (run >= 11) tokens.push([18, run - 11, 7]);
    else if (run >= 3) tokens.push([17, run - 3, 3]);
    else {
      tokens.push([lengths[at] ?? 0, 0, 0]);
      run = 1;
    }
    at += run;
  }
  const tokenCounts = new Uint32Array(19);
  for (const [symbol] of tokens) tokenCounts[symbol] = (tokenCounts[symbol] ?? 0) + 1;
  // A code of a single symbol would have no bits; here it needs one.
  if (tokenCounts.filter((count) => count > 0).length === 1) tokenCounts[tokenCounts[0] === 0 ? 0 : 1] = 1;
  const tokenLengths = codeLengths(tokenCounts, 7);
  const tokenCodes = codesOf(tokenLengths);
  bits.put(0, 1);
  bits.put(orderOfLengths.length - 4, 4);
  for (const symbol of orderOfLengths) bits.put(tokenLengths[symbol] ?? 0, 3);
  bits.put(0, 1);
  for (const [symbol, extra, count] of tokens) {
    bits.put(tokenCodes[symbol] ?? 0, tokenLengths[symbol] ?? 0);
    bits.put(extra, count);
  }
  return { lengths, codes: codesOf(lengths) };
}

/** A length or a distance as a symbol, and the bits that tell which of those it stands for. */
function prefixOf(value: number): readonly [symbol: number, extra: number, bits: number] {
  const less = value - 1;
  if (less < 4) return [less, 0, 0];
  const high = 31 - Math.clz32(less);
  const second = (less >> (high - 1)) & 1;
  const count = high - 1;
  return [2 * high + second, less & ((1 << count) - 1), count];
}

const cacheBits = 10;
const cacheAt = (colour: number) => Math.imul(0x1e35a7bd, colour) >>> (32 - cacheBits);
const longestCopy = 4096;
const furthest = (1 << 20) - 120;
const triesForMatch = 96;

/**
 * What the picture is made of: colours, colours seen a moment ago, and copies of what stands above; three numbers each.
 */
function partsOf(colours: Uint32Array, width: number): Uint32Array {
  const parts = new Uint32Array(colours.length * 3 + 3);
  let made = 0;
  const heads = new Int32Array(1 << 18).fill(-1);
  const before = new Int32Array(colours.length);
  const cache = new Uint32Array(1 << cacheBits);
  const hashAt = (at: number) =>
    (Math.imul(colours[at] ?? 0, 0x9e3779b1) ^
      Math.imul(colours[at + 1] ?? 0, 0x85ebca6b) ^
      Math.imul(colours[at + 2] ?? 0, 0xc2b2ae35)) >>>
    14;
  const learn = (at: number) => {
    const hash = hashAt(at);
    before[at] = heads[hash] ?? -1;
    heads[hash] = at;
    const colour = colours[at] ?? 0;
    cache[cacheAt(colour)] = colour;
  };
  const lengthFrom = (at: number, from: number) => {
    const most = Math.min(longestCopy, colours.length - at);
    let length = 0;
    while (length < most && colours[from + length] === colours[at + length]) length += 1;
    return length;
  };
  for (let at = 0; at < colours.length; ) {
    let [length, distance] = [0, 0];
    const consider = (from: number) => {
      if (from < 0 || (length > 0 && colours[from + length] !== colours[at + length])) return;
      const found = lengthFrom(at, from);
      if (found > length) [length, distance] = [found, at - from];
    };
    consider(at - width);
    consider(at - 1);
    let from = heads[hashAt(at)] ?? -1;
    for (
      let tries = 0;
      tries < triesForMatch && from >= 0 && at - from <= furthest && length < longestCopy;
      tries += 1
    ) {
      consider(from);
      from = before[from] ?? -1;
    }
    const isNear = distance === 1 || distance === width;
    if (length >= (isNear ? 3 : 4)) {
      parts.set([2, length, isNear ? (distance === width ? 1 : 2) : distance + 120], made);
      for (let step = 0; step < length; step += 1) learn(at + step);
      at += length;
    } else {
      const colour = colours[at] ?? 0;
      const place = cacheAt(colour);
      if (cache[place] === colour) parts.set([1, place, 0], made);
      else parts.set([0, colour, 0], made);
      learn(at);
      at += 1;
    }
    made += 3;
  }
  return parts.subarray(0, made);
}

/** @param pixels red, green, blue and alpha of each; none may be seen through */
export function losslessWebp(pixels: Uint8ClampedArray, width: number, height: number): Buffer {
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) {
    const green = pixels[at * 4 + 1] ?? 0;
    // What red and blue have more than green: mostly the same.
    const red = ((pixels[at * 4] ?? 0) - green) & 255;
    const blue = ((pixels[at * 4 + 2] ?? 0) - green) & 255;
    colours[at] = ((0xff << 24) | (red << 16) | (green << 8) | blue) >>> 0;
  }
  const parts = partsOf(colours, width);
  const counts = {
    green: new Uint32Array(256 + 24 + (1 << cacheBits)),
    red: new Uint32Array(256),
    blue: new Uint32Array(256),
    alpha: new Uint32Array(256),
    distance: new Uint32Array(40),
  };
  const add = (to: Uint32Array, symbol: number) => {
    to[symbol] = (to[symbol] ?? 0) + 1;
  };
  const each = (
    literal: (red: number, green: number, blue: number) => void,
    cached: (place: number) => void,
    copy: (length: ReturnType<typeof prefixOf>, distance: ReturnType<typeof prefixOf>) => void,
  ) => {
    for (let at = 0; at < parts.length; at += 3) {
      const [kind, value = 0, distance = 0] = [parts[at], parts[at + 1], parts[at + 2]];
      if (kind === 0) literal((value >> 16) & 255, (value >> 8) & 255, value & 255);
      else if (kind === 1) cached(value);
      else copy(prefixOf(value), prefixOf(distance));
    }
  };
  each(
    (red, green, blue) => {
      add(counts.green, green);
      add(counts.red, red);
      add(counts.blue, blue);
      add(counts.alpha, 255);
    },
    (place) => add(counts.green, 280 + place),
    ([length], [distance]) => {
      add(counts.green, 256 + length);
      add(counts.distance, distance);
    },
  );

  const bits = new Bits();
  bits.put(0x2f, 8);
  bits.put(width - 1, 14);
  bits.put(height - 1, 14);
  bits.put(0, 1 + 3);
  // One transform: green was taken from the others.
  bits.put(1, 1);
  bits.put(2, 2);
  bits.put(0, 1);
  bits.put(1, 1);
  bits.put(cacheBits, 4);
  bits.put(0, 1);
  const green = writeCode(bits, counts.green);
  const red = writeCode(bits, counts.red);
  const blue = writeCode(bits, counts.blue);
  const alpha = writeCode(bits, counts.alpha);
  const distances = writeCode(bits, counts.distance);
  const say = ({ codes, lengths }: Code, symbol: number) => bits.put(codes[symbol] ?? 0, lengths[symbol] ?? 0);
  each(
    (r, g, b) => {
      say(green, g);
      say(red, r);
      say(blue, b);
      say(alpha, 255);
    },
    (place) => say(green, 280 + place),
    ([length, lengthExtra, lengthBits], [distance, distanceExtra, distanceBits]) => {
      say(green, 256 + length);
      bits.put(lengthExtra, lengthBits);
      say(distances, distance);
      bits.put(distanceExtra, distanceBits);
    },
  );
  const data = bits.end();
  const padded = data.length + (data.length & 1);
  const file = Buffer.alloc(20 + padded);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(12 + padded, 4);
  file.write('WEBPVP8L', 8, 'latin1');
  file.writeUInt32LE(data.length, 16);
  file.set(data, 20);
  return file;
}
