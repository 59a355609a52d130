import { markChanges, type ColumnSchema, type ColumnType, type MarkChange, type Role } from '../../core/schema.ts';

/** A stored column: the same pieces and labels are the same values. */
interface Stored extends ColumnSchema {
  readonly chunks: readonly string[];
  readonly labels?: readonly string[];
}

export interface SchemaDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Columns of another name with the very same values. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly retyped: readonly { readonly name: string; readonly from: ColumnType; readonly to: ColumnType }[];
  readonly roles: readonly { readonly name: string; readonly from: Role; readonly to: Role }[];
  /** Zones, units, pairs of degrees and orders of levels that are said otherwise. */
  readonly marks: readonly (MarkChange & { readonly name: string })[];
  /** The columns both have stand in another order. */
  readonly reordered: boolean;
}

export const hasSameValues = (a: Stored, b: Stored): boolean =>
  a.chunks.length > 0 && String(a.chunks) === String(b.chunks) && JSON.stringify(a.labels) === JSON.stringify(b.labels);

export function compareSchemas(before: readonly Stored[], after: readonly Stored[]): SchemaDifference {
  const [old, now] = [before, after].map((columns) => new Map(columns.map((column) => [column.name, column]))) as [
    Map<string, Stored>,
    Map<string, Stored>
  ];
  const gone = before.filter(({ name }) => !now.has(name));
  const fresh = after.filter(({ name }) => !old.has(name));
  const renamed: { from: string; to: string }[] = [];
  for (const column of gone) {
    const match = fresh.find((candidate) => hasSameValues(column, candidate) && !renamed.some(({ to }) => to === candidate.name));
    if (match) renamed.push({ from: column.name, to: match.name });
  }
  const both = before.flatMap((column) => {
    const other = now.get(column.name);
    return other ? [{ name: column.name, column, other }] : [];
  });
  const order = after.filter(({ name }) => old.has(name)).map(({ name }) => name);
  return {
    added: fresh.map(({ name }) => name).filter((name) => !renamed.some(({ to }) => to === name)),
    removed: gone.map(({ name }) => name).filter((name) => !renamed.some(({ from }) => from === name)),
    renamed,
    retyped: both
      .filter(({ column, other }) => column.type !== other.type)
      .map(({ name, column, other }) => ({ name, from: column.type, to: other.type })),
    roles: both
      .filter(({ column, other }) => column.role !== other.role)
      .map(({ name, column, other }) => ({ name, from: column.role, to: other.role })),
    marks: both.flatMap(({ name, column, other }) => markChanges(column, other).map((change) => ({ name, ...change }))),
    reordered: String(both.map(({ name }) => name)) !== String(order)
  };
}
