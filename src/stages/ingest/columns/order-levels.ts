import type { CategoryColumn } from '../../../core/table.ts';

/**
 * The same values with their labels in another order.
 * @param order every label of the column once; labels that no row has may be among them
 */
export function orderLevels(column: CategoryColumn, order: readonly string[]): CategoryColumn {
  const placeOf = new Map(order.map((label, place) => [label, place]));
  const fresh = column.labels.map((label) => placeOf.get(label)!);
  return {
    kind: 'category',
    name: column.name,
    codes: column.codes.map((code) => (code < 0 ? -1 : fresh[code]!)),
    labels: [...order],
    isOrdinal: true
  };
}
