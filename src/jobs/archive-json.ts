import { archiveInvalid } from '../core/errors/archives.ts';
import { canonicalJson } from '../core/hash.ts';
import { isTypedArray, type TypedArray } from '../core/plain.ts';

/**
 * Records as canonical JSON and back, nothing lost: typed arrays become `{"$array": kind, "$base64": bytes}`, NaN and the infinities
 * `{"$number": text}`, and a key of the data that begins with `$` gets a second one, so that data can't pass for either.
 */
export const writeArchiveJson = (value: unknown): string => canonicalJson(escaped(value));

/** @throws LatheError `archive-invalid` */
export function readArchiveJson(text: string): unknown {
  try {
    return unescaped(JSON.parse(text) as unknown);
  } catch (error) {
    throw archiveInvalid(`a record can’t be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

function escaped(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isTypedArray(value)) return { $array: value.constructor.name, $base64: toBase64(value) };
  if (Array.isArray(value)) return value.map((entry) => escaped(entry ?? null));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key.startsWith('$') ? `$${key}` : key, escaped(entry)]));
}

function unescaped(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(unescaped);
  const record = value as Record<string, unknown>;
  if (typeof record['$number'] === 'string') return Number(record['$number']);
  if (typeof record['$array'] === 'string' && typeof record['$base64'] === 'string') return fromBase64(record['$array'], record['$base64']);
  return Object.fromEntries(Object.entries(record).map(([key, entry]) => [key.startsWith('$$') ? key.slice(1) : key, unescaped(entry)]));
}

const arrays = { Uint8Array, Uint16Array, Uint32Array, Int8Array, Int16Array, Int32Array, Float32Array, Float64Array } as const;

function toBase64(array: TypedArray): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(i, i + 0x8000)));
  return btoa(parts.join(''));
}

function fromBase64(kind: string, text: string): TypedArray {
  const make = Object.hasOwn(arrays, kind) ? arrays[kind as keyof typeof arrays] : null;
  if (!make) throw archiveInvalid(`it holds an array of the unknown kind "${kind}"`);
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new make(bytes.buffer);
}
