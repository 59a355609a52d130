import type { ModelPackage, ReferenceColumn } from '../../predict/package-type.ts';

/** A number column as packages of an earlier Lathe hold it: evenly spaced quantiles, all values where they were few. */
interface Quantiles {
  readonly kind: 'number';
  readonly name: string;
  readonly quantiles: Float64Array;
  readonly rows: number;
  readonly missing: number;
}

/** The reference of a package of any age in today's form. */
export const inTodaysForm = ({ columns, prediction }: ModelPackage['reference']): ModelPackage['reference'] => ({
  columns: columns.map(today),
  prediction: today(prediction)
});

function today(column: ReferenceColumn | Quantiles): ReferenceColumn {
  if (column.kind === 'category') return { ...column, others: (column as { others?: number }).others ?? 0 };
  return 'quantiles' in column ? fromQuantiles(column) : column;
}

/** Of quantiles that are not all of the values the rows up to one are known to a step, a thousandth of them. */
function fromQuantiles({ quantiles, ...column }: Quantiles): ReferenceColumn {
  const size = column.rows - column.missing;
  const isWhole = quantiles.length === size;
  const kept = [...quantiles.keys()].filter((i) => quantiles[i] !== quantiles[i + 1]);
  const below = (i: number) => (isWhole ? i + 1 : (i / (quantiles.length - 1)) * size);
  return { ...column, edges: Float64Array.from(kept, (i) => quantiles[i]!), below: Float64Array.from(kept, below) };
}
