import { endOfNested, JsonFault, scanValue, skipSpace, textOf } from './scan-json.ts';

/** A value within an object or a list, and where it stands as it is written. */
export interface Member {
  /** As it is written, with its quotes; empty in a list. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** A file written anew so that each row is an object. */
export interface Records {
  readonly parts: readonly string[];
  /** What it was. */
  readonly note: string;
}

const kinds = { 0x7b: 0x7d, 0x5b: 0x5d } as const;

/**
 * The values of the object or list that begins at `at`, not looked into.
 * @returns one behind its end
 * @throws JsonFault when it is no JSON
 */
export function* membersOf(bytes: Uint8Array, at: number, end: number): Generator<Member, number> {
  const isObject = bytes[at] === 0x7b;
  const closing = kinds[isObject ? 0x7b : 0x5b];
  at = skipSpace(bytes, at + 1, end);
  if (at < end && bytes[at] === closing) return at + 1;
  for (;;) {
    let key = '';
    if (isObject) {
      if (bytes[at] !== 0x22) throw new JsonFault('a key is missing');
      const { next } = scanValue(bytes, at, end);
      key = textOf(bytes, at, next);
      at = skipSpace(bytes, next, end);
      if (bytes[at] !== 0x3a) throw new JsonFault('a colon is missing');
      at = skipSpace(bytes, at + 1, end);
    }
    const next = bytes[at] === 0x7b ? endOfNested(bytes, at, end) : scanValue(bytes, at, end).next;
    if (next < 0) throw new JsonFault('an object is not closed');
    yield { key, start: at, end: next };
    at = skipSpace(bytes, next, end);
    if (at < end && bytes[at] === closing) return at + 1;
    if (at >= end || bytes[at] !== 0x2c) throw new JsonFault('a list or an object is not closed');
    at = skipSpace(bytes, at + 1, end);
  }
}
