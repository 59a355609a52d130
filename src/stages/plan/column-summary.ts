import type { ColumnSchema } from '../../core/schema.ts';

/** What planning needs to know of a column; a stored column has all of it. */
export interface ColumnSummary extends ColumnSchema {
  readonly missing: number;
  readonly distinct: number;
  /** Category and boolean columns. */
  readonly labels?: readonly string[];
}
