import { targetNotNumber, targetTooManyClasses } from '../../core/errors/problem.ts';
import type { Column, RowSet } from '../../core/table.ts';
import type { LearningTask, Target } from '../../core/target.ts';

/** More classes than this are a number or an id taken for a class. */
const MOST_CLASSES = 200;

/** What is learned, over all rows of the dataset, and the rows that have an answer. Rows without one keep code -1 or NaN. */
export interface TargetAndRows {
  readonly target: Target;
  readonly rows: RowSet;
}

/**
 * @throws LatheError `target-not-number` when numbers are wanted of a column that has none, `target-too-many-classes` when nearly every value
 * is a class of its own
 */
export function makeTarget(column: Column, task: LearningTask): TargetAndRows {
  if (task === 'regression') {
    if (column.kind !== 'number') throw targetNotNumber(column.name, column.kind);
    return { target: { kind: 'numbers', name: column.name, values: column.values }, rows: where(column.values, Number.isFinite) };
  }
  if (column.kind === 'category') return present(column.name, column.codes, column.labels);
  if (column.kind === 'number') return present(column.name, ...codesOfNumbers(column.name, column.values));
  throw targetTooManyClasses(column.name, column.kind, MOST_CLASSES);
}

/** Only classes that some row has, in the order of the labels. */
function present(name: string, codes: Int32Array, labels: readonly string[]): TargetAndRows {
  const counts = new Int32Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const kept = labels.map((_, code) => code).filter((code) => counts[code]! > 0);
  if (kept.length > MOST_CLASSES) throw targetTooManyClasses(name, `${kept.length} different values`, MOST_CLASSES);
  const fresh = new Int32Array(labels.length).fill(-1);
  kept.forEach((code, i) => (fresh[code] = i));
  const own = codes.map((code) => (code < 0 ? -1 : fresh[code]!));
  return {
    target: { kind: 'classes', name, codes: own, labels: kept.map((code) => labels[code]!) },
    rows: where(own, (code) => code >= 0)
  };
}

function codesOfNumbers(name: string, values: Float64Array): [Int32Array, string[]] {
  const distinct = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
  if (distinct.length > MOST_CLASSES) throw targetTooManyClasses(name, `${distinct.length} different numbers`, MOST_CLASSES);
  const codeOf = new Map(distinct.map((value, code) => [value, code]));
  return [Int32Array.from(values, (value) => codeOf.get(value) ?? -1), distinct.map(String)];
}

/** Counted first: a list that grows would take several times the room of the rows. */
function where(values: Float64Array | Int32Array, holds: (value: number) => boolean): RowSet {
  let count = 0;
  for (const value of values) if (holds(value)) count++;
  const rows = new Uint32Array(count);
  let at = 0;
  for (let row = 0; row < values.length; row++) if (holds(values[row]!)) rows[at++] = row;
  return rows;
}
