/** A value as plain data: objects of known classes are told by their name, and arrays that never change stand apart, by their number. */
export type Frozen = unknown;

/** An array that never changes once it is there, so that it is kept once, whatever comes behind it. */
export type ApartArray = Uint8Array | Uint16Array | Int32Array;

/** How objects of one class are frozen. */
export interface FrozenKind {
  readonly name: string;
  readonly prototype: object;
  /** Fields that are made anew by `complete`. */
  readonly leftOut?: readonly string[];
  /** A field that holds a list of arrays kept apart. */
  readonly apart?: string;
}

type Fields = Record<string, unknown>;

interface FrozenObject {
  readonly class: string;
  readonly fields: Fields;
}

const isView = (value: object): value is Uint8Array => ArrayBuffer.isView(value);

/** A copy that nothing which happens to the original can change. @throws TypeError for what has no form as data */
export function freeze(value: unknown, kinds: readonly FrozenKind[], apart: ApartArray[]): Frozen {
  if (typeof value === 'function') throw new TypeError('A function cannot be kept.');
  if (typeof value !== 'object' || value === null) return value;
  if (isView(value)) return value.slice();
  if (Array.isArray(value)) return value.map((item: unknown) => freeze(item, kinds, apart));
  if (value instanceof Set) return new Set<unknown>(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype) return freezeFields(value as Fields, [], (item) => freeze(item, kinds, apart));
  const kind = kinds.find((known) => known.prototype === prototype);
  if (!kind) throw new TypeError('An object of a class that is not known cannot be kept.');
  const fields = freezeFields(value as Fields, [...(kind.leftOut ?? []), kind.apart ?? ''], (item) => freeze(item, kinds, apart));
  if (kind.apart) fields[kind.apart] = (value as Record<string, ApartArray[]>)[kind.apart]!.map((array) => apart.push(array) - 1);
  return { class: kind.name, fields };
}

function freezeFields(value: Fields, leftOut: readonly string[], freezeOne: (item: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (leftOut.includes(key) ? [] : [[key, freezeOne(item)]])));
}

/** @param complete gives an object the fields that were left out */
export function thaw(
  frozen: Frozen,
  kinds: readonly FrozenKind[],
  apart: readonly ApartArray[],
  complete: (name: string, object: object) => void
): unknown {
  if (typeof frozen !== 'object' || frozen === null || isView(frozen)) return frozen;
  if (Array.isArray(frozen)) return frozen.map((item: unknown) => thaw(item, kinds, apart, complete));
  if (frozen instanceof Set) return new Set<unknown>(frozen);
  const thawFields = (fields: Fields) =>
    Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, thaw(item, kinds, apart, complete)]));
  if (!('class' in frozen)) return thawFields(frozen as Fields);
  const { class: name, fields } = frozen as FrozenObject;
  const kind = kinds.find((known) => known.name === name);
  if (!kind) throw new TypeError(`What was kept of a ${name} cannot be read.`);
  const object = Object.assign(Object.create(kind.prototype) as Fields, thawFields(fields));
  if (kind.apart) object[kind.apart] = (fields[kind.apart] as readonly number[]).map((number) => apart[number]!);
  complete(name, object);
  return object;
}

/** Bytes that the arrays in it take. */
export function bytesOfFrozen(frozen: Frozen): number {
  if (typeof frozen !== 'object' || frozen === null) return 0;
  if (isView(frozen)) return frozen.byteLength;
  return Object.values(frozen).reduce<number>((sum, item) => sum + bytesOfFrozen(item), 0);
}
