import { columnTypes, type ColumnType } from '../../../core/schema.ts';

/** Under this key files written by Lathe say what their columns are, so that reading them again changes nothing. */
export const OWN_KEY = 'lathe';

interface OwnTypes {
  readonly version: 1;
  readonly types: readonly { readonly name: string; readonly type: ColumnType }[];
}

export const ownTypesText = (columns: readonly { readonly name: string; readonly type: ColumnType }[]): string =>
  JSON.stringify({ version: 1, types: columns.map(({ name, type }) => ({ name, type })) } satisfies OwnTypes);

/** The types by name; empty when the file does not say, or says nothing that can be understood. */
export function readOwnTypes(text: string | undefined): ReadonlyMap<string, ColumnType> {
  try {
    const { types } = JSON.parse(text ?? '{}') as Partial<OwnTypes>;
    const known = (types ?? []).filter(({ name, type }) => typeof name === 'string' && type !== 'image' && columnTypes.includes(type));
    return new Map(known.map(({ name, type }) => [name, type]));
  } catch {
    return new Map();
  }
}

/** A column with the type Lathe gave it, where the file says so and its values can be that. */
export function withOwnType<C extends { readonly name: string; readonly type: ColumnType | null }>(
  column: C,
  own: ReadonlyMap<string, ColumnType>
): C & { isExact?: boolean } {
  const type = own.get(column.name);
  if (type === undefined) return column;
  const isLabel = type === 'category' || type === 'text';
  const fits = isLabel
    ? column.type === null || column.type === 'category'
    : type === column.type || (type === 'number' && column.type === 'integer');
  return fits ? { ...column, type, isExact: true } : column;
}
