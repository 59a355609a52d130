import type { Column } from '../../core/table.ts';
import type { ReferenceColumn } from '../../predict/package-type.ts';
import type { CurrentColumn } from './drift-test.ts';

/** A column of today beside its reference; null when it is of another kind. Time columns have number references. */
export function currentOf(reference: ReferenceColumn, column: Column): CurrentColumn | null {
  if (reference.kind === 'number' && (column.kind === 'number' || column.kind === 'time')) return numbersOf(column.name, column.values);
  if (reference.kind === 'category' && column.kind === 'category')
    return levelsOf(reference.labels, column.name, column.labels, column.codes);
  return null;
}

export function numbersOf(name: string, values: Float64Array): CurrentColumn {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return { kind: 'number', name, sorted, missing: values.length - sorted.length };
}

/** Counts in the order of the known labels; the others follow in the order they are met. */
export function levelsOf(known: readonly string[], name: string, labels: readonly string[], codes: Int32Array): CurrentColumn {
  const placeOf = new Map(known.map((label, place) => [label, place]));
  const places = labels.map((label) => {
    const place = placeOf.get(label) ?? placeOf.size;
    placeOf.set(label, place);
    return place;
  });
  const counts = new Float64Array(placeOf.size);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[places[code]!]!++;
  }
  return { kind: 'category', name, labels: [...placeOf.keys()], counts, missing };
}
