import { holdOut } from '../../../core/hold-out.ts';
import { madeApartFrom } from '../../../core/made-rows.ts';
import type { TrainingData } from '../../../core/model.ts';
import type { Rng } from '../../../core/rng.ts';
import { allRows, type NumberColumn, type RowSet } from '../../../core/table.ts';
import { foldColumn, mix } from '../../../kernels/row-hash.ts';

/** Rows to learn from, and rows to look at what was learned. */
export interface LeftOut {
  readonly train: RowSet;
  readonly held: RowSet;
}

const FOLDS = 5;
/** Rows of which one fold is enough to see how far decisions can be believed. */
const MANY_ROWS = 5000;
/** Of the latest rows. */
const SHARE = 0.2;

/**
 * Leaves rows out of a fit, to see how far its decisions can be believed: each row once, in five folds with the same share of each class (of many rows,
 * one fold is enough), or in folds of whole groups where the project was divided by group; where it was divided by time, the latest fifth, if it holds all
 * classes. Equal rows are left out together, since a fit that keeps a copy of a row has seen it: a row of weight 2 and two equal rows give the same folds.
 * @param codes class of each row, as places
 */
export function leftOut(data: TrainingData, codes: Int32Array, rng: Rng): LeftOut[] {
  const rows = allRows(codes.length);
  const seed = Math.floor(rng() * 2 ** 32);
  if (data.kinship?.kind === 'order') {
    const { train, held } = holdOut(rows, data.target, SHARE, rng, data);
    if (new Set(Array.from(held, (row) => codes[row])).size === new Set(codes).size) return [{ train, held }];
  }
  const isMade = (row: number) => data.made !== undefined && row >= data.made.from;
  const foldOf = data.kinship?.kind === 'groups' ? foldsByGroup(data.kinship.of, seed) : foldsByContent(data, codes, seed);
  const folds = rows.length > MANY_ROWS && data.kinship?.kind !== 'groups' ? 1 : FOLDS;
  return Array.from({ length: folds }, (_, fold) => {
    const held = rows.filter((row) => foldOf[row] === fold && !isMade(row));
    const kept = rows.filter((row) => foldOf[row] !== fold && !isMade(row));
    return { held, train: data.made ? Uint32Array.from([...kept, ...madeApartFrom(held, rows, data.made)]) : kept };
  }).filter(({ held }) => held.length > 0);
}

/** Rows that differ are dealt out, class by class, in the order of their hash. @returns a fold for each row */
function foldsByContent({ features }: TrainingData, codes: Int32Array, seed: number): Int8Array {
  const [first, second] = [new Uint32Array(codes.length).fill(seed), new Uint32Array(codes.length).fill(mix(seed))];
  for (const column of features.columns) foldColumn(column as NumberColumn, first, second);
  const order = allRows(codes.length).sort((a, b) => codes[a]! - codes[b]! || first[a]! - first[b]! || second[a]! - second[b]! || a - b);
  const foldOf = new Int8Array(codes.length);
  let place = -1;
  let before = -1;
  for (const row of order) {
    if (before < 0 || codes[row] !== codes[before] || first[row] !== first[before] || second[row] !== second[before]) place++;
    foldOf[row] = place % FOLDS;
    before = row;
  }
  return foldOf;
}

/** Groups in the order of their hash go to the fold with the fewest rows so far. @returns a fold for each row */
function foldsByGroup(of: Int32Array, seed: number): Int8Array {
  const sizes = new Map<number, number>();
  for (const group of of) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const hashOf = (group: number) => mix(seed ^ mix(group + 1)) >>> 0;
  const rowsIn = new Float64Array(FOLDS);
  const foldOfGroup = new Map<number, number>();
  for (const [group, size] of [...sizes].sort(([a], [b]) => hashOf(a) - hashOf(b) || a - b)) {
    const fold = rowsIn.indexOf(Math.min(...rowsIn));
    rowsIn[fold]! += size;
    foldOfGroup.set(group, fold);
  }
  return Int8Array.from(of, (group) => foldOfGroup.get(group)!);
}
