import type { Kinship } from '../../core/kinship.ts';
import { basesOf, type MadeRows } from '../../core/made-rows.ts';
import { shuffled } from '../../core/rng.ts';
import { allRows } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';
import type { StepContext } from './step-type.ts';

/** Folds within the rows of one fit. */
export interface InnerFolds {
  /** Number of folds; they count from 0. */
  readonly count: number;
  /** Of each row. */
  readonly of: Int32Array;
  /** Whether rows of `fold` may be told something that was learned from rows of `other`. */
  readonly mayLearn: (fold: number, other: number) => boolean;
}

/**
 * Deals rows into folds, so that what is learned from answers can be told to rows that had no part in it. Whole groups go into one fold where the division
 * goes by groups; by time, folds are stretches of it and learn from earlier ones only; else each class is dealt evenly. A row that was made up goes where
 * its base goes, and nothing is learned from it.
 * @param rows how many there are; the made-up ones stand last
 */
export function innerFolds(rows: number, count: number, target: Target, { kinship, made, rng }: StepContext): InnerFolds {
  const real = made?.from ?? rows;
  const of = new Int32Array(rows);
  if (kinship?.kind === 'groups') dealGroups(of, kinship.of, real, count, rng);
  else if (kinship?.kind === 'order')
    return { count: count + 1, of: withMade(stretches(of, kinship, real, count + 1), made), mayLearn: (fold, other) => other < fold };
  else dealEvenly(of, target, real, count, rng);
  return { count, of: withMade(of, made), mayLearn: (fold, other) => other !== fold };
}

/** The larger groups first, each to the smallest fold; of equal ones in an order that chance gave. */
function dealGroups(of: Int32Array, groups: Int32Array, real: number, count: number, rng: StepContext['rng']): void {
  const sizes = new Map<number, number>();
  for (let row = 0; row < real; row++) sizes.set(groups[row]!, (sizes.get(groups[row]!) ?? 0) + 1);
  const order = [...shuffled(Int32Array.from(sizes.keys()), rng)].sort((a, b) => sizes.get(b)! - sizes.get(a)!);
  const held = new Float64Array(count);
  const foldOf = new Map<number, number>();
  for (const group of order) {
    const smallest = held.indexOf(Math.min(...held));
    foldOf.set(group, smallest);
    held[smallest]! += sizes.get(group)!;
  }
  for (let row = 0; row < real; row++) of[row] = foldOf.get(groups[row]!)!;
}

/** Stretches of time with about as many rows each; rows of one moment are not cut apart, and rows without a time count as the earliest. */
function stretches(of: Int32Array, { at }: Extract<Kinship, { kind: 'order' }>, real: number, count: number): Int32Array {
  const when = (row: number) => (Number.isNaN(at[row]!) ? -Infinity : at[row]!);
  const order = [...allRows(real)].sort((a, b) => (when(a) === when(b) ? a - b : when(a) - when(b)));
  order.forEach((row, place) => {
    const before = order[place - 1];
    of[row] = before !== undefined && when(before) === when(row) ? of[before]! : Math.floor((place * count) / real);
  });
  return of;
}

function dealEvenly(of: Int32Array, target: Target, real: number, count: number, rng: StepContext['rng']): void {
  const order = shuffled(allRows(real), rng);
  const next = new Map<number, number>();
  for (const row of order) {
    const code = target.kind === 'classes' ? target.codes[row]! : 0;
    const place = next.get(code) ?? 0;
    of[row] = place % count;
    next.set(code, place + 1);
  }
}

function withMade(of: Int32Array, made: MadeRows | null): Int32Array {
  if (made) basesOf(made).forEach((base, i) => (of[made.from + i] = of[base]!));
  return of;
}
