import { rowStepKinds } from '../../core/row-step.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import type { RowSet } from '../../core/table.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';

const NAMING: readonly ShapeStep['kind'][] = rowStepKinds;
/** Steps after which a row still has its number. */
const KEEPS_ROWS: readonly ShapeStep['kind'][] = ['derive', 'convert', 'keep', 'drop', 'rename', 'reorder', 'group-rows', 'label-rows', 'pseudonymise', 'mask', 'generalise']; // prettier-ignore

/**
 * A version whose steps name rows of the one it was made from, by the numbers they have once some of those are gone; null where none do. Numbers
 * given after a step that changed the rows are those of no stored version, and stay.
 */
export function withNewNumbers(dataset: DatasetRecord, erasedOf: ReadonlyMap<string, RowSet>): DatasetRecord | null {
  const { made } = dataset;
  const erased = erasedOf.get(made?.parents[0]?.datasetId ?? '');
  if (!made || !erased || !made.steps.some(({ kind }) => NAMING.includes(kind))) return null;
  const moved = (row: number): number[] => {
    const before = placeIn(erased, row);
    return erased[before] === row ? [] : [row - before];
  };
  const first = made.steps.findIndex(({ kind }) => !KEEPS_ROWS.includes(kind));
  const steps = made.steps.map((step, i) => (first >= 0 && i > first ? step : renumbered(step, moved)));
  return { ...dataset, made: { ...made, steps } };
}

function renumbered(step: ShapeStep, moved: (row: number) => number[]): ShapeStep {
  switch (step.kind) {
    case 'drop-rows':
    case 'keep-rows':
      return { ...step, rows: step.rows.flatMap(moved) };
    case 'group-rows':
      return { ...step, groups: step.groups.map((rows) => rows.flatMap(moved)) };
    case 'label-rows':
      return { ...step, labels: step.labels.map(({ label, rows }) => ({ label, rows: rows.flatMap(moved) })) };
    default:
      return step;
  }
}

/** How many of the ascending numbers are below this one. */
function placeIn(rows: RowSet, row: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
