import { columnTypes, type ColumnType } from '../../../core/schema.ts';

/** Under this key files written by Lathe say what their columns are, so that reading them again changes nothing. */
export const OWN_KEY = 'lathe';

interface OwnColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly zone?: string;
  readonly unit?: string;
  /** Of a category whose levels have an order: these, from least to most. */
  readonly levels?: readonly string[];
}

interface OwnTypes {
  readonly version: 1;
  readonly types: readonly OwnColumn[];
}

export const ownTypesText = (
  columns: readonly (OwnColumn & { readonly labels?: readonly string[]; readonly isOrdinal?: true })[]
): string =>
  JSON.stringify({
    version: 1,
    types: columns.map(({ name, type, zone, unit, labels, isOrdinal }) => ({
      name,
      type,
      zone,
      unit,
      ...(isOrdinal && { levels: labels })
    }))
  });

/** What Lathe wrote of its columns, by name; empty when the file does not say, or says nothing that can be understood. */
export function readOwnTypes(text: string | undefined): ReadonlyMap<string, OwnColumn> {
  const isText = (value: unknown) => value === undefined || typeof value === 'string';
  const areTexts = (value: unknown) => value === undefined || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
  try {
    const { types } = JSON.parse(text ?? '{}') as Partial<OwnTypes>;
    const known = (types ?? []).filter(
      ({ name, type, zone, unit, levels }) =>
        typeof name === 'string' && type !== 'image' && columnTypes.includes(type) && isText(zone) && isText(unit) && areTexts(levels)
    );
    return new Map(known.map((column) => [column.name, column]));
  } catch {
    return new Map();
  }
}

/** A column with the type Lathe gave it, where the file says so and its values can be that. */
export function withOwnType<C extends { readonly name: string; readonly type: ColumnType | null }>(
  column: C,
  own: ReadonlyMap<string, OwnColumn>
): C & { isExact?: boolean; zone?: string; unit?: string; levels?: readonly string[] } {
  const said = own.get(column.name);
  if (said === undefined) return column;
  const { type, zone, unit, levels } = said;
  const isLabel = type === 'category' || type === 'text';
  const fits = isLabel
    ? column.type === null || column.type === 'category'
    : type === column.type || (type === 'number' && column.type === 'integer');
  if (!fits) return column;
  const { zone: _declared, ...plain } = column as C & { zone?: string };
  const marks = { ...(zone !== undefined && { zone }), ...(unit !== undefined && { unit }), ...(levels !== undefined && { levels }) };
  return { ...(plain as C), type, isExact: true, ...marks };
}
