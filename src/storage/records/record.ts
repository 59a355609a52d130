import * as v from 'valibot';
import { recordInvalid } from '../../core/errors/storage.ts';
import { isTypedArray, type Plain, type PlainRecord } from '../../core/plain.ts';

/** Turns a record of one version into the next. The fields it gets are those of that version, whatever the type says today. */
export type Migration = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** One kind of stored record: its shape today, and the way there from every older one. */
export interface RecordKind<T> {
  readonly name: string;
  /** 1 + the number of migrations. */
  readonly version: number;
  /** @throws LatheError `record-invalid`, naming the first field that does not fit */
  check(value: unknown): T;
  /** Applies the migrations from version `from` on, then checks. */
  upgrade(value: unknown, from: number): T;
}

/**
 * @param migrations migrations[i] turns version i + 1 into version i + 2; a list that only ever grows
 */
export function defineRecord<T>(name: string, schema: v.GenericSchema<unknown, T>, migrations: readonly Migration[] = []): RecordKind<T> {
  const check = (value: unknown): T => {
    const result = v.safeParse(schema, value, { abortEarly: true });
    if (!result.success) throw recordInvalid(name, problemOf(result.issues[0]));
    return value as T;
  };
  const version = migrations.length + 1;
  const upgrade = (value: unknown, from: number): T => {
    if (from < 1 || from > version) throw recordInvalid(name, `version ${from} is not one of 1 to ${version}`);
    return check(migrations.slice(from - 1).reduce((old, migrate) => migrate(old), value as Record<string, unknown>));
  };
  return { name, version, check, upgrade };
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}

export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits'));
export const hashOrEmpty = v.pipe(v.string(), v.regex(/^([0-9a-f]{64})?$/, 'expected 64 hexadecimal digits or nothing'));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
export const time = v.number();
export const plain = v.custom<Plain>((value) => isPlain(value), 'expected plain data');
export const plainRecord = v.custom<PlainRecord>((value) => isObject(value) && isPlain(value), 'expected a record of plain data');

/** A number that may be NaN or infinite, which v.number() refuses. */
export const anyNumber = v.custom<number>((value) => typeof value === 'number', 'expected a number');

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isTypedArray(value);

function isPlain(value: unknown): boolean {
  if (value === null || ['boolean', 'number', 'string', 'undefined'].includes(typeof value) || isTypedArray(value)) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}
