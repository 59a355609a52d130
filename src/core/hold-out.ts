import type { Kinship } from './kinship.ts';
import { madeApartFrom, realRows } from './made-rows.ts';
import type { TrainingData } from './model.ts';
import { shuffled, type Rng } from './rng.ts';
import type { RowSet } from './table.ts';
import type { Target } from './target.ts';
import { counted } from './words.ts';

/** Rows to learn from, and rows to watch the loss on, so that training can stop when it gets no better. */
export interface HeldOut {
  readonly train: RowSet;
  /** Empty when nothing can be held out. */
  readonly held: RowSet;
  /** "86 rows", "86 rows of 3 whole groups", "the latest 86 rows". */
  readonly said: string;
}

/**
 * Holds about `share` of the rows out of a fit. Where the project was divided by group whole groups are drawn, where it was divided by time the
 * latest rows are taken: else the fit would stop by rows it knows already, too late. Otherwise the same share of each class is drawn. Every class keeps
 * a row in training. Rows that were made up are never held out, and those made from a row that is held out are left out altogether.
 * @param rows to learn from, row numbers into target and kinship
 * @param share 0 to 1
 */
export function holdOut(
  rows: RowSet,
  target: Target,
  share: number,
  rng: Rng,
  { kinship, made }: Pick<TrainingData, 'kinship' | 'made'> = {}
): HeldOut {
  const parts = holdOutReal(realRows(rows, made), target, share, rng, kinship);
  if (!made) return parts;
  return { ...parts, train: Uint32Array.from([...parts.train, ...madeApartFrom(parts.held, rows, made)]) };
}

function holdOutReal(rows: RowSet, target: Target, share: number, rng: Rng, kinship: Kinship | undefined): HeldOut {
  const wanted = Math.round(rows.length * share);
  if (kinship?.kind === 'groups') return wholeGroups(rows, target, wanted, groupsOf(rows, kinship.of, rng));
  if (kinship?.kind === 'order') return latest(rows, target, wanted, kinship.at);
  const held = classesOf(rows, target).flatMap((members) => {
    const count = Math.min(Math.round(members.length * share), Math.max(members.length - 1, 0));
    return [...shuffled(members, rng).subarray(0, count)];
  });
  return apart(rows, held, counted(held.length, 'row'));
}

/** Rows by class, in the order of the labels; all rows as one for numbers. */
function classesOf(rows: RowSet, target: Target): RowSet[] {
  if (target.kind === 'numbers') return [rows];
  const classes = target.labels.map((): number[] => []);
  for (const row of rows) classes[target.codes[row]!]!.push(row);
  return classes.map((members) => Uint32Array.from(members));
}

function apart(rows: RowSet, held: readonly number[], said: string): HeldOut {
  // A byte a row: a Set of millions would take more than the rows.
  const isHeld = new Uint8Array((rows.at(-1) ?? -1) + 1);
  for (const row of held) isHeld[row] = 1;
  return { train: rows.filter((row) => isHeld[row] !== 1), held: Uint32Array.from(held).sort(), said };
}

/** The rows of each group, in the order drawn. */
function groupsOf(rows: RowSet, of: Int32Array, rng: Rng): number[][] {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const members = groups.get(of[row]!);
    if (members) members.push(row);
    else groups.set(of[row]!, [row]);
  }
  const all = [...groups.values()];
  return [...shuffled(Uint32Array.from(all.keys()), rng)].map((place) => all[place]!);
}

/** Groups are taken while they fit; where even the smallest is too large it is taken alone, if most rows are left. */
function wholeGroups(rows: RowSet, target: Target, wanted: number, groups: readonly (readonly number[])[]): HeldOut {
  const left = remaining(rows, target);
  const taken: (readonly number[])[] = [];
  let held = 0;
  for (const members of groups) {
    if (held + members.length > wanted || !left.canLose(members)) continue;
    left.lose(members);
    taken.push(members);
    held += members.length;
  }
  const smallest = groups.toSorted((a, b) => a.length - b.length).find((members) => left.canLose(members));
  if (taken.length === 0 && smallest && wanted > 0 && smallest.length <= rows.length / 2) taken.push(smallest);
  const all = taken.flat();
  return apart(rows, all, `${counted(all.length, 'row')} of ${taken.length === 1 ? 'one whole group' : `${taken.length} whole groups`}`);
}

/** The latest rows, about as many as wanted. Rows of one moment are not cut apart; a class that came up only then keeps its earliest row in training. */
function latest(rows: RowSet, target: Target, wanted: number, at: Float64Array): HeldOut {
  const order = [...rows].sort((a, b) => at[b]! - at[a]! || b - a);
  const edge = at[order[wanted - 1] ?? -1] ?? Infinity;
  const since = order.filter((row) => at[row]! >= edge);
  const chosen = since.length <= 2 * wanted && since.length < order.length ? since : order.filter((row) => at[row]! > edge);
  const left = remaining(rows, target);
  const held = chosen.filter((row) => left.canLose([row]) && left.lose([row]));
  return apart(rows, held, `the latest ${counted(held.length, 'row')}`);
}

/** How many rows of each class are still in training. */
function remaining(rows: RowSet, target: Target) {
  const classOf = (row: number) => (target.kind === 'classes' ? target.codes[row]! : 0);
  const counts = new Map<number, number>();
  const add = (row: number, change: number) => counts.set(classOf(row), (counts.get(classOf(row)) ?? 0) + change);
  for (const row of rows) add(row, 1);
  return {
    canLose(members: readonly number[]): boolean {
      const lost = new Map<number, number>();
      for (const row of members) lost.set(classOf(row), (lost.get(classOf(row)) ?? 0) + 1);
      return [...lost].every(([code, count]) => counts.get(code)! > count);
    },
    lose(members: readonly number[]): boolean {
      for (const row of members) add(row, -1);
      return true;
    }
  };
}
