import { releaseBuffer } from '../../core/let-go.ts';
import type { CategoryColumn, Column, Table } from '../../core/table.ts';
import { doneWith } from '../../core/table-view.ts';
import type { ModelPackage, PackageTarget, ReferenceColumn } from '../../predict/package-type.ts';
import { sortedPresent } from '../../kernels/sorted-numbers.ts';
import { answersOf } from '../../predict/scored-row.ts';
import type { Scores } from '../../predict/scores.ts';
import { blurred, countUpTo, decimalSteps, FEWEST_SHARING, timeSteps } from './blurred.ts';

/** Cells that the values of a number column are counted in, at most, and the fewest rows a cell is meant to have. */
const MOST_CELLS = 100;
const ROWS_A_CELL = 10;

/** How the columns looked in training. Texts and images have no reference: no drift test here takes them. */
export const referenceColumns = (table: Table): ReferenceColumn[] =>
  table.columns.flatMap((column) => {
    const reference = referenceOf(column);
    doneWith(column);
    return reference;
  });

function referenceOf(column: Column): ReferenceColumn[] {
  if (column.kind === 'number' || column.kind === 'time') return [numbers(column.name, column.values, column.kind === 'time')];
  return column.kind === 'category' ? [levels(column)] : [];
}

function numbers(name: string, values: Float64Array, isTime = false): ReferenceColumn {
  const sorted = sortedPresent(values);
  const told = { ...cellsOf(sorted, isTime), rows: values.length, missing: values.length - sorted.length };
  releaseBuffer(sorted.buffer);
  return { kind: 'number', name, ...told };
}

/**
 * Edges at about even shares of the rows, told as a package may tell a value, with the exact number of rows up to each: the cumulative shares at
 * the edges are then known without error, wherever an edge was rounded to.
 */
function cellsOf(sorted: Float64Array, isTime: boolean): { edges: Float64Array; below: Float64Array } {
  const cells = Math.min(MOST_CELLS, Math.floor(sorted.length / ROWS_A_CELL));
  const steps = isTime ? timeSteps : decimalSteps;
  const inner = Array.from({ length: Math.max(0, cells - 1) }, (_, i) => Math.ceil(((i + 1) * sorted.length) / cells) - 1);
  const told = inner.map((at) => blurred(sorted, at, steps)).filter(Number.isFinite);
  const last = sorted.length >= FEWEST_SHARING && sorted.at(-1) === sorted.at(-FEWEST_SHARING) ? [sorted.at(-1)!] : [];
  const kept: { edge: number; below: number }[] = [];
  for (const edge of [...new Set([...told, ...last])].sort((a, b) => a - b)) {
    const below = countUpTo(sorted, edge);
    const above = sorted.length - below;
    if (below - (kept.at(-1)?.below ?? 0) >= FEWEST_SHARING && (above === 0 || above >= FEWEST_SHARING)) kept.push({ edge, below });
  }
  return { edges: Float64Array.from(kept, ({ edge }) => edge), below: Float64Array.from(kept, ({ below }) => below) };
}

function levels({ name, codes, labels }: CategoryColumn): ReferenceColumn {
  const counts = new Float64Array(labels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const common = [...counts.keys()].filter((code) => counts[code]! >= FEWEST_SHARING);
  return {
    kind: 'category',
    name,
    labels: common.map((code) => labels[code]!),
    counts: Float64Array.from(common, (code) => counts[code]!),
    others: common.reduce((left, code) => left - counts[code]!, codes.length - missing),
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
  return { kind: 'category', name: target.name, labels, counts, others: 0, rows: scores.predicted.length, missing: 0 };
}
