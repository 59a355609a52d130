import { isTypedArray, type Plain } from './plain.ts';

/** Hex SHA-256 of bytes. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const own = bytes as Uint8Array<ArrayBuffer>;
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', own)));
}

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Hex SHA-256 of any plain data. Typed arrays count by their kind and their bytes. */
export async function hashOf(value: Plain): Promise<string> {
  const buffers: Promise<string>[] = [];
  const seen: string[] = [];
  collect(value, buffers);
  for (const digest of buffers) seen.push(await digest);
  let next = 0;
  const text = canonicalJson(value, (array) => ({ $array: array.constructor.name, $sha256: seen[next++]! }));
  return sha256(new TextEncoder().encode(text));
}

function collect(value: Plain, into: Promise<string>[]): void {
  if (value === null || typeof value !== 'object') return;
  if (isTypedArray(value)) into.push(sha256(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
  else if (Array.isArray(value)) value.forEach((entry) => collect(entry, into));
  else for (const key of Object.keys(value).sort()) collect((value as Record<string, Plain>)[key]!, into);
}

/**
 * JSON with sorted keys and no space, so that equal data give equal text. NaN and the infinities, which JSON lacks, become `{"$number":"NaN"}`
 * and the like, and -0 stays -0; `parseCanonical` turns them back.
 * @param onArray what stands for a typed array; without it they are refused
 */
export function canonicalJson(value: unknown, onArray?: (array: import('./plain.ts').TypedArray) => unknown): string {
  if (typeof value === 'number') return numberText(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (isTypedArray(value)) {
    if (!onArray) throw new TypeError('A typed array cannot stand in plain JSON.');
    return canonicalJson(onArray(value));
  }
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry, onArray)).join(',')}]`;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key], onArray)}`).join(',')}}`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return `{"$number":"${value}"}`;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Reads what `canonicalJson` wrote. */
export function parseCanonical(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null && '$number' in value) return Number((value as { $number: string }).$number);
    return value;
  });
}
