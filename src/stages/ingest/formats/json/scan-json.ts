/** Thrown by the scanner; the record it is in is left out or the file refused. */
export class JsonFault extends Error {}

/** Where a value stands in the bytes, quotes left out, and what it is. */
export interface JsonSpan {
  kind: 'text' | 'escaped' | 'number' | 'true' | 'false' | 'null' | 'object' | 'array';
  start: number;
  /** One behind the last byte of the value. */
  end: number;
  /** One behind the last byte that belongs to it in the file. */
  next: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export const skipSpace = (bytes: Uint8Array, at: number, end: number): number => {
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09)) at++;
  return at;
};

/**
 * The value that begins at `at`. Numbers are checked and not converted, so that all their digits stay; `NaN` and `Infinity`, which Python writes,
 * count as numbers. Objects are not looked into: `end` and `next` of one are where it begins.
 * @throws JsonFault when it is no JSON or not finished before `end`
 */
export function scanValue(bytes: Uint8Array, at: number, end: number): JsonSpan {
  switch (bytes[at]) {
    case QUOTE:
      return scanText(bytes, at, end);
    case 0x7b:
      return { kind: 'object', start: at, end: at, next: at };
    case 0x5b: {
      const next = endOfNested(bytes, at, end);
      if (next < 0) throw new JsonFault('a list is not closed');
      return { kind: 'array', start: at, end: next, next };
    }
    case 0x74:
      return word(bytes, at, end, 'true');
    case 0x66:
      return word(bytes, at, end, 'false');
    case 0x6e:
      return word(bytes, at, end, 'null');
    default:
      return scanNumber(bytes, at, end);
  }
}

function scanText(bytes: Uint8Array, at: number, end: number): JsonSpan {
  let kind: 'text' | 'escaped' = 'text';
  for (let i = at + 1; i < end; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) return { kind, start: at + 1, end: i, next: i + 1 };
    if (byte === BACKSLASH) {
      kind = 'escaped';
      i++;
    } else if (byte < 0x20) throw new JsonFault('a text holds a control character');
  }
  throw new JsonFault('a text is not closed');
}

function word<K extends 'true' | 'false' | 'null'>(bytes: Uint8Array, at: number, end: number, kind: K): JsonSpan {
  const next = at + kind.length;
  if (next > end || decoder.decode(bytes.subarray(at, next)) !== kind) throw new JsonFault('there is a word without quotes');
  return { kind, start: at, end: next, next };
}

const NUMBER = /^(-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|NaN|-?Infinity)$/;

function scanNumber(bytes: Uint8Array, at: number, end: number): JsonSpan {
  let next = at;
  while (next < end && isWordByte(bytes[next]!)) next++;
  if (!isPlainInteger(bytes, at, next) && !NUMBER.test(decoder.decode(bytes.subarray(at, next))))
    throw new JsonFault('a value is missing or no JSON');
  return { kind: 'number', start: at, end: next, next };
}

/** Letters, digits, sign and point. */
const isWordByte = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) ||
  byte === 0x2e ||
  byte === 0x2d ||
  byte === 0x2b ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a);

/** Most numbers are, and a pattern costs more than a look. */
function isPlainInteger(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end || (bytes[start] === 0x30 && end > start + 1)) return false;
  for (let i = start; i < end; i++) if (bytes[i]! < 0x30 || bytes[i]! > 0x39) return false;
  return true;
}

/** One behind the bracket that closes the one at `at`; -1 when it does not stand before `end`. Brackets within texts do not count. */
export function endOfNested(bytes: Uint8Array, at: number, end: number): number {
  let depth = 0;
  for (let i = at; i < end; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      i = endOfText(bytes, i, end);
      if (i < 0) return -1;
    } else if (byte === 0x7b || byte === 0x5b) depth++;
    else if ((byte === 0x7d || byte === 0x5d) && --depth === 0) return i + 1;
  }
  return -1;
}

function endOfText(bytes: Uint8Array, at: number, end: number): number {
  for (let i = at + 1; i < end; i++) {
    if (bytes[i] === BACKSLASH) i++;
    else if (bytes[i] === QUOTE) return i;
  }
  return -1;
}

export const textOf = (bytes: Uint8Array, start: number, end: number): string => decoder.decode(bytes.subarray(start, end));

/** A text with escapes, as it is meant. @throws JsonFault */
export function unescaped(bytes: Uint8Array, { start, end }: JsonSpan): string {
  return parsed(textOf(bytes, start - 1, end + 1)) as string;
}

/** @throws JsonFault when the bytes are no JSON */
export function checkJson(bytes: Uint8Array, { start, end }: JsonSpan): void {
  parsed(textOf(bytes, start, end));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonFault('a value is no JSON');
  }
}
