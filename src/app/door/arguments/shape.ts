import { quoted } from '../../../core/words.ts';

/** What is wrong with a value: where, what is wanted there, what came. */
export interface Misfit {
  readonly at: string;
  readonly expected: string;
  readonly got: unknown;
  /** Set where a field is not known at all: what else the record may hold. */
  readonly known?: readonly string[];
}

/** Looks at a value from outside; null = it will do. @param at how to call the place in a message */
export type Shape = (value: unknown, at: string) => Misfit | null;

const shape =
  (expected: string, fits: (value: unknown) => boolean): Shape =>
  (value, at) =>
    fits(value) ? null : { at, expected, got: value };

export const text = shape('a text', (value) => typeof value === 'string');
export const filledText = shape('a text of at least one letter', (value) => typeof value === 'string' && value.trim() !== '');
/** A column may be called by a blank, and a value may be one. */
export const columnName = shape('a text of at least one character', (value) => typeof value === 'string' && value !== '');
export const flag = shape('true or false', (value) => typeof value === 'boolean');
export const number = shape('a number', (value) => typeof value === 'number' && Number.isFinite(value));
export const whole = shape('a whole number from 0', (value) => Number.isInteger(value) && (value as number) >= 0);
export const positive = shape('a number above 0', (value) => typeof value === 'number' && value > 0);
export const share = shape('a share from 0 to 1', (value) => typeof value === 'number' && value >= 0 && value <= 1);
export const count = shape('a whole number from 1', (value) => Number.isInteger(value) && (value as number) >= 1);
export const topicCount = shape(
  'a whole number from 2 to 50',
  (value) => Number.isInteger(value) && (value as number) >= 2 && (value as number) <= 50
);
export const blob = shape('a file or a Blob', (value) => value instanceof Blob);
export const fileHandle = shape(
  'a FileSystemFileHandle',
  (value) => typeof value === 'object' && value !== null && 'getFile' in value && typeof value.getFile === 'function'
);
export const textOrBlob = shape('a file, a Blob or a text', (value) => typeof value === 'string' || value instanceof Blob);
export const scalar = shape('a text, a number, or true or false', (value) => ['string', 'number', 'boolean'].includes(typeof value));
export const callback = shape('a function', (value) => typeof value === 'function');
const signal = shape('the signal of an AbortController', (value) => value instanceof AbortSignal);

export const oneOf = (...words: readonly string[]): Shape =>
  shape(`one of ${words.join(', ')}`, (value) => words.includes(value as string));

export const optional =
  (inner: Shape): Shape =>
  (value, at) =>
    value === undefined ? null : inner(value, at);

/** True or false, or more than that. */
export const flagOr =
  (inner: Shape): Shape =>
  (value, at) =>
    typeof value === 'boolean' ? null : inner(value, at);

/** The value may be null. */
export const orNull =
  (inner: Shape): Shape =>
  (value, at) =>
    value === null ? null : inner(value, at);

/** @param what in the plural: "rows" */
export const listOf =
  (inner: Shape, what: string, least = 0): Shape =>
  (value, at) => {
    const isLong = Array.isArray(value) && value.length >= least;
    if (!isLong) return { at, expected: least > 0 ? `a list of at least ${least} ${what}` : `a list of ${what}`, got: value };
    for (const [i, entry] of value.entries()) {
      const misfit = inner(entry, `${at}[${i}]`);
      if (misfit) return misfit;
    }
    return null;
  };

/** An object with these fields; others are let through. */
export const fields =
  (inner: Readonly<Record<string, Shape>>): Shape =>
  (value, at) =>
    isObject(value) ? firstMisfit(Object.entries(inner), (name) => value[name], at) : { at, expected: 'an object', got: value };

/** An object whose every field has one shape. */
export const recordOf =
  (inner: Shape): Shape =>
  (value, at) =>
    isObject(value)
      ? firstMisfit(
          Object.keys(value).map((name) => [name, inner]),
          (name) => value[name],
          at
        )
      : { at, expected: 'an object', got: value };

function firstMisfit(inner: readonly (readonly [string, Shape])[], valueOf: (name: string) => unknown, at: string): Misfit | null {
  for (const [name, check] of inner) {
    const misfit = check(valueOf(name), `${at}.${name}`);
    if (misfit) return misfit;
  }
  return null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const MOST_LEVELS = 20;

/** What can be stored and sent to a worker: texts, numbers, lists, objects of them; no functions, and nothing that holds itself. */
export const plain: Shape = (value, at) => plainWithin(value, at, MOST_LEVELS);

function plainWithin(value: unknown, at: string, levels: number): Misfit | null {
  if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) return null;
  if (typeof value !== 'object' || levels === 0)
    return { at, expected: levels === 0 ? `nested less than ${MOST_LEVELS} deep` : 'plain data', got: value };
  if (value instanceof Date || value instanceof Blob || ArrayBuffer.isView(value)) return null;
  if (Array.isArray(value)) return firstPlain(value.entries(), (i) => `${at}[${i}]`, levels);
  return firstPlain(Object.entries(value), (name) => `${at}.${name}`, levels);
}

function firstPlain<K>(entries: Iterable<readonly [K, unknown]>, placeOf: (key: K) => string, levels: number): Misfit | null {
  for (const [key, value] of entries) {
    const misfit = plainWithin(value, placeOf(key), levels - 1);
    if (misfit) return misfit;
  }
  return null;
}

export const row = recordOf(plain);
export const rows = listOf(row, 'rows, each an object such as { column: value }');
export const texts = (what: string, least = 0): Shape => listOf(columnName, what, least);

const watching = {
  signal: optional(signal),
  onProgress: optional(callback),
  onCurve: optional(callback),
  priority: optional(number),
  onJob: optional(callback)
};
/** An object with these fields and no others, so that a misspelt one is not passed over. */
export const onlyFields =
  (inner: Readonly<Record<string, Shape>>): Shape =>
  (value, at) => {
    const misfit = fields(inner)(value, at);
    if (misfit) return misfit;
    const own = value as Readonly<Record<string, unknown>>;
    const name = Object.keys(own).find((key) => own[key] !== undefined && !Object.hasOwn(inner, key));
    return name === undefined ? null : { at: name, expected: 'left out', got: own[name], known: Object.keys(inner) };
  };

/** What divisions and cross-validations share. */
export const dividing = {
  column: optional(columnName),
  columns: optional(texts('column names', 1)),
  gap: optional(whole),
  purge: optional(number)
};

/** Options with what every long verb takes beside them. */
export const options = (inner: Readonly<Record<string, Shape>> = {}): Shape => optional(onlyFields({ ...inner, ...watching }));

/** What came, as a message says it. */
export function sayValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return value === '' ? 'empty' : `the text ${quoted(value)}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
