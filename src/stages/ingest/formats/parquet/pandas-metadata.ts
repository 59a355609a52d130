import { isZone, zoneSpelled } from '../../../../core/zone-names.ts';
import type { Leaf } from './leaf.ts';

/** Under this key pandas says what its columns were. */
export const PANDAS_KEY = 'pandas';

interface PandasColumn {
  readonly name?: unknown;
  readonly pandas_type?: unknown;
  readonly metadata?: { readonly timezone?: unknown } | null;
}

/**
 * What pandas says of a column that Parquet has no type for: that it was a category, and in which zone its moments were.
 * Source: pandas, Developer guide, "Storing pandas DataFrame objects in Apache Parquet format".
 */
export function readPandas(text: string | undefined): (leaf: Leaf) => Leaf {
  const columns = new Map(columnsIn(text).map((column) => [column.name, column]));
  return (leaf) => {
    const said = columns.get(leaf.name);
    if (leaf.type === null && said?.pandas_type === 'categorical') return { ...leaf, type: 'category' };
    const zone = said?.metadata?.timezone;
    return leaf.zone !== undefined && typeof zone === 'string' && isZone(zone) ? { ...leaf, zone: zoneSpelled(zone) } : leaf;
  };
}

function columnsIn(text: string | undefined): readonly PandasColumn[] {
  try {
    const { columns } = JSON.parse(text ?? '{}') as { columns?: unknown };
    return Array.isArray(columns) ? columns.filter((column) => typeof column === 'object' && column !== null) : [];
  } catch {
    return [];
  }
}
