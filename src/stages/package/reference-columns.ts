import type { CategoryColumn, Column, Table } from '../../core/table.ts';
import type { ModelPackage, PackageTarget, ReferenceColumn } from '../../predict/package-type.ts';
import { answersOf } from '../../predict/scored-row.ts';
import type { Scores } from '../../predict/scorer.ts';

/** Quantiles kept of a number column, at most. */
export const MAX_QUANTILES = 1001;

/** How the columns looked in training. Texts and images have no reference: no drift test here takes them. */
export const referenceColumns = (table: Table): ReferenceColumn[] => table.columns.flatMap(referenceOf);

function referenceOf(column: Column): ReferenceColumn[] {
  if (column.kind === 'number' || column.kind === 'time') return [numbers(column.name, column.values)];
  return column.kind === 'category' ? [levels(column)] : [];
}

function numbers(name: string, values: Float64Array): ReferenceColumn {
  const sorted = values.filter((x) => !Number.isNaN(x)).sort();
  return { kind: 'number', name, quantiles: evenQuantiles(sorted), rows: values.length, missing: values.length - sorted.length };
}

/** Evenly spaced quantiles by linear interpolation (Hyndman & Fan's type 7): all values while there are few. */
export function evenQuantiles(sorted: Float64Array): Float64Array {
  const count = Math.min(sorted.length, MAX_QUANTILES);
  return Float64Array.from({ length: count }, (_, i) => {
    const at = count === 1 ? 0 : (i * (sorted.length - 1)) / (count - 1);
    const low = sorted[Math.floor(at)]!;
    return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
  });
}

function levels({ name, codes, labels }: CategoryColumn): ReferenceColumn {
  const counts = new Float64Array(labels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const seen = [...counts.keys()].filter((code) => counts[code]! > 0);
  return {
    kind: 'category',
    name,
    labels: seen.map((code) => labels[code]!),
    counts: Float64Array.from(seen, (code) => counts[code]!),
    rows: codes.length,
    missing
  };
}

/**
 * The model's own answers: their distribution for regression, the counts of the classes otherwise. Class names are those of the answers as they
 * are given and logged (`true`, `3`), as text.
 */
export function referencePrediction(target: PackageTarget, scores: Scores): ModelPackage['reference']['prediction'] {
  if (scores.kind === 'numbers') return numbers(target.name, scores.values);
  const labels = answersOf(target).map(String);
  const counts = new Float64Array(labels.length);
  for (const code of scores.predicted) counts[code]!++;
  return { kind: 'category', name: target.name, labels, counts, rows: scores.predicted.length, missing: 0 };
}
