import type { SchemaElement } from 'hyparquet';
import type { ColumnType } from '../../../../core/schema.ts';

/** What the values of a leaf column mean. */
export type LeafMeaning =
  | { readonly kind: 'number' | 'boolean' | 'whole' | 'text' | 'bytes' | 'uuid' | 'float16' | 'nested' }
  /** `perMs`: units in a millisecond, or 0 for days. */
  | { readonly kind: 'time'; readonly unit: 'days' | 'ms' | 'us' | 'ns' }
  | { readonly kind: 'clock'; readonly unit: 'ms' | 'us' | 'ns' }
  | { readonly kind: 'decimal'; readonly scale: number };

/** One column of values as a Parquet file stores it. */
export interface Leaf {
  readonly name: string;
  /** Names from the top-level column down. */
  readonly path: readonly string[];
  readonly meaning: LeafMeaning;
  readonly isUnsigned: boolean;
  /** Within a list or map: read whole, as text. */
  readonly isRepeated: boolean;
  readonly type: ColumnType | null;
  /** Of moments; clock times, days and times of 96 bits have none. */
  readonly zone?: string;
}

const units = { MILLIS: 'ms', MICROS: 'us', NANOS: 'ns' } as const;

/** @throws Error naming what is not understood */
export function meaningOf(element: SchemaElement): LeafMeaning {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') return { kind: 'decimal', scale: element.scale ?? scaleOf(logical) };
  if (logical?.type === 'TIMESTAMP') return { kind: 'time', unit: units[logical.unit] };
  if (logical?.type === 'TIME') return { kind: 'clock', unit: units[logical.unit] };
  if (converted === 'TIMESTAMP_MILLIS') return { kind: 'time', unit: 'ms' };
  if (converted === 'TIMESTAMP_MICROS') return { kind: 'time', unit: 'us' };
  if (converted === 'TIME_MILLIS') return { kind: 'clock', unit: 'ms' };
  if (converted === 'TIME_MICROS') return { kind: 'clock', unit: 'us' };
  if (logical?.type === 'DATE' || converted === 'DATE') return { kind: 'time', unit: 'days' };
  if (logical?.type === 'UUID') return { kind: 'uuid' };
  if (logical?.type === 'FLOAT16') return { kind: 'float16' };
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'boolean' };
    case 'INT32':
    case 'INT64':
      return { kind: 'whole' };
    case 'INT96':
      return { kind: 'time', unit: 'ns' };
    case 'FLOAT':
    case 'DOUBLE':
      return { kind: 'number' };
    default:
      return { kind: isText(element) ? 'text' : 'bytes' };
  }
}

const scaleOf = (logical: SchemaElement['logical_type']): number => (logical?.type === 'DECIMAL' ? logical.scale : 0);

const isText = ({ converted_type: converted, logical_type: logical }: SchemaElement) =>
  ['UTF8', 'ENUM', 'JSON'].includes(converted ?? '') || ['STRING', 'ENUM', 'JSON'].includes(logical?.type ?? '');

export const isUnsigned = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  /^UINT_/.test(converted ?? '') || (logical?.type === 'INTEGER' && !logical.isSigned);

/** What a file declares in the old way only is a moment. Source: Parquet, LogicalTypes.md, "Compatibility" of TIMESTAMP. */
export function areMoments({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return logical?.type === 'TIMESTAMP' ? logical.isAdjustedToUTC : /^TIMESTAMP/.test(converted ?? '');
}

/** The type a leaf has in Lathe, where the file says enough. */
export function typeOf(meaning: LeafMeaning): ColumnType | null {
  switch (meaning.kind) {
    case 'number':
    case 'float16':
      return 'number';
    case 'decimal':
      return meaning.scale > 0 ? 'number' : 'integer';
    case 'whole':
      return 'integer';
    case 'boolean':
      return 'boolean';
    case 'time':
      return 'time';
    default:
      return null;
  }
}
