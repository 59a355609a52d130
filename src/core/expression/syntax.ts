import type { ColumnType } from '../schema.ts';

/** What an expression can be. Columns of whole numbers count as numbers, categories as text. */
export type ValueType = 'number' | 'text' | 'boolean' | 'time';

/** A column an expression may name. */
export interface ExpressionColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Of a category: offered where a value is typed. */
  readonly labels?: readonly string[];
  /** Of times that are moments: the zone whose clocks they are read by. */
  readonly zone?: string;
  /** Of numbers: offered where a unit is chosen. */
  readonly unit?: string;
}

/** Characters `from` to `to - 1` of the text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type Literal = number | string | boolean | null;

/** A piece of the text. `problem` says why it can't stand like this; `isOpen` that its closing mark is not there (yet). */
export type Token = Span & { readonly problem?: string; readonly isOpen?: boolean } & (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'name'; readonly value: string; readonly isQuoted: boolean }
    | { readonly kind: 'sign'; readonly value: string }
    | { readonly kind: 'end'; readonly value: '' }
  );

/** Operators and functions are both calls: `a + b` is the call of "+". */
export type Node = Span &
  (
    | { readonly kind: 'literal'; readonly value: Literal }
    | { readonly kind: 'column'; readonly name: string }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[]; readonly nameAt: Span }
  );

/** How a type is called in a sentence. */
export const typeWords: Readonly<Record<ValueType, string>> = {
  number: 'a number',
  text: 'text',
  boolean: 'true or false',
  time: 'a time'
};

/** @returns null for images, which have no value to reckon with */
export function valueTypeOf(type: ColumnType): ValueType | null {
  if (type === 'integer') return 'number';
  if (type === 'category') return 'text';
  return type === 'image' ? null : type;
}

const plainName = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** Words that mean something themselves; a column called so stands in backticks. */
export const keywords: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'between',
  'like',
  'contains',
  'startswith',
  'endswith',
  'matches',
  'true',
  'false',
  'missing'
]);

/** A column's name as it stands in an expression: in backticks where it has to. */
export const quoteName = (name: string): string =>
  plainName.test(name) && !keywords.has(name.toLowerCase()) ? name : `\`${name.replaceAll('`', '``')}\``;

/** A text as it stands in an expression. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
