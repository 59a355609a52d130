import type { ColumnMarks, ColumnSchema, ColumnType, Role } from '../../../core/schema.ts';
import type { ColumnWriting } from '../../../core/csv-options.ts';
import type { ColumnKind } from '../../../core/table.ts';
import type { FinishedColumn } from './finish-column.ts';

/** A column as an import gives it to the store. */
export interface IngestedColumn extends ColumnMarks, Pick<ColumnSchema, 'written'> {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: Role;
  readonly kind: ColumnKind;
  readonly missing: number;
  readonly distinct: number;
  readonly labels?: readonly string[];
  readonly chunks: readonly string[];
}

export const ingestedColumn = (
  column: FinishedColumn,
  { role, written }: { readonly role: Role; readonly written: ColumnWriting | null },
  chunks: readonly string[]
): IngestedColumn => ({
  name: column.name,
  type: column.type,
  role,
  kind: column.kind,
  missing: column.missing,
  distinct: column.distinct,
  ...(column.labels && { labels: column.labels }),
  ...(column.isOrdinal && { isOrdinal: column.isOrdinal }),
  ...(column.zone !== undefined && { zone: column.zone }),
  ...(column.unit !== undefined && { unit: column.unit }),
  ...(written && { written }),
  chunks
});
