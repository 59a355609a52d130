import { packageDamaged, packageVersion } from '../core/errors/packaging.ts';
import { canonicalJson, hex, parseCanonical } from '../core/hash.ts';
import type { TypedArray } from '../core/plain.ts';
import { checkPackage } from './package-check.ts';
import type { ModelPackage } from './package-type.ts';
import { sha256Bytes } from './sha256.ts';

/*
 * The container: 8 bytes of magic, format version and length of the JSON (two little-endian 32-bit words), the canonical JSON, zeros up to a
 * multiple of 8, the buffers one behind the other, each from a multiple of 8 on and little-endian, and the SHA-256 of all before it. In the
 * JSON a typed array is `{"$array": kind, "$at": offset into the buffers, "$length": entries}`.
 */
const MAGIC = 'LATHEPKG';
const VERSION = 1;
const HEAD_BYTES = 16;
const DIGEST_BYTES = 32;

/** What is read at most: beyond it a package is refused before anything is made of it. */
export const MAX_PACKAGE_BYTES = 512 * 1024 * 1024;
const MAX_JSON_BYTES = 64 * 1024 * 1024;

const KINDS = { Uint8Array, Uint16Array, Uint32Array, Int8Array, Int16Array, Int32Array, Float32Array, Float64Array } as const;

const aligned = (size: number) => Math.ceil(size / 8) * 8;

/**
 * One file from a package. The same package gives the same bytes, whatever the order of its keys.
 * @throws LatheError `package-damaged` when it holds what no package may hold (weights that are not finite, for one)
 */
export function encodePackage(pkg: ModelPackage): Uint8Array {
  checkPackage(pkg);
  return encodePlain(pkg);
}

/** The same container around any plain data: what a run keeps that scores nothing. */
export function encodePlain(value: unknown): Uint8Array {
  const buffers: { array: TypedArray; at: number }[] = [];
  let size = 0;
  const text = canonicalJson(value, (array) => {
    const at = size;
    buffers.push({ array, at });
    size = aligned(size + array.byteLength);
    return { $array: array.constructor.name, $at: at, $length: array.length };
  });
  const json = new TextEncoder().encode(text);
  const start = aligned(HEAD_BYTES + json.length);
  const out = new Uint8Array(start + size + DIGEST_BYTES);
  out.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(out.buffer);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, json.length, true);
  out.set(json, HEAD_BYTES);
  for (const { array, at } of buffers) out.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + at);
  out.set(sha256Bytes(out.subarray(0, out.length - DIGEST_BYTES)), out.length - DIGEST_BYTES);
  return out;
}

/**
 * The package in a file, checked before anything is made of it: digest, version, structure, finite numbers. Every array owns its buffer.
 * @throws LatheError `package-damaged` or `package-version`
 */
export function readPackage(bytes: Uint8Array): ModelPackage {
  const pkg = readPlain(bytes) as ModelPackage;
  checkPackage(pkg);
  return pkg;
}

/**
 * What `encodePlain` wrote, its digest checked, its content not.
 * @throws LatheError `package-damaged` or `package-version`
 */
export function readPlain(bytes: Uint8Array): unknown {
  const { json, buffers } = openContainer(bytes);
  return restoreArrays(parseJson(json), buffers);
}

/** `readPackage` as a promise. Rejects with LatheError `package-damaged` or `package-version`. */
export const decodePackage = async (bytes: Uint8Array): Promise<ModelPackage> => readPackage(bytes);

/** Hex SHA-256 of the whole file: the name a package is stored and told apart by. */
export const packageHash = async (source: Uint8Array | ModelPackage): Promise<string> =>
  hex(sha256Bytes(source instanceof Uint8Array ? source : encodePackage(source)));

function openContainer(bytes: Uint8Array): { json: Uint8Array; buffers: Uint8Array } {
  if (bytes.length > MAX_PACKAGE_BYTES)
    throw packageDamaged(`it has ${bytes.length} bytes, more than the ${MAX_PACKAGE_BYTES} that are read`);
  if (bytes.length < HEAD_BYTES + DIGEST_BYTES) throw packageDamaged(`it has only ${bytes.length} bytes`);
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw packageDamaged('it does not begin as a package does');
  const end = bytes.length - DIGEST_BYTES;
  const digest = sha256Bytes(bytes.subarray(0, end));
  if (digest.some((byte, i) => byte !== bytes[end + i])) throw packageDamaged('its checksum does not fit its content');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== VERSION) throw packageVersion(version, VERSION);
  const jsonLength = view.getUint32(12, true);
  const start = aligned(HEAD_BYTES + jsonLength);
  if (jsonLength > MAX_JSON_BYTES || start > end) throw packageDamaged(`its description claims ${jsonLength} bytes`);
  return { json: bytes.subarray(HEAD_BYTES, HEAD_BYTES + jsonLength), buffers: bytes.subarray(start, end) };
}

function parseJson(json: Uint8Array): unknown {
  try {
    return parseCanonical(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (cause) {
    throw packageDamaged(`its description can't be read (${cause instanceof Error ? cause.message : 'no JSON'})`);
  }
}

/** Puts copies of the buffers where their references stand. Every byte of the buffers must belong to exactly one array. */
function restoreArrays(root: unknown, buffers: Uint8Array): unknown {
  let next = 0;
  const restore = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(restore);
    if (Object.hasOwn(value, '$array')) {
      const { array, end } = arrayAt(value as Record<string, unknown>, buffers, next);
      next = end;
      return array;
    }
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, restore(entry)]));
  };
  const restored = restore(root);
  if (next !== buffers.length) throw packageDamaged(`${buffers.length - next} bytes at its end belong to nothing`);
  return restored;
}

function arrayAt(reference: Record<string, unknown>, buffers: Uint8Array, expectedAt: number): { array: TypedArray; end: number } {
  const { $array: kind, $at: at, $length: length } = reference;
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind))
    throw packageDamaged(`it holds an array of the unknown kind ${String(kind)}`);
  const type = KINDS[kind as keyof typeof KINDS];
  const isCount = typeof length === 'number' && Number.isInteger(length) && length >= 0;
  const size = isCount ? length * type.BYTES_PER_ELEMENT : NaN;
  if (at !== expectedAt || !(expectedAt + aligned(size) <= buffers.length)) throw packageDamaged(`an array of it lies outside the file`);
  const copy = buffers.slice(expectedAt, expectedAt + size);
  return { array: new type(copy.buffer, 0, length as number), end: expectedAt + aligned(size) };
}
