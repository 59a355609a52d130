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
/** Held out once, where whole groups or the latest rows are. */
const SHARE = 0.2;

/**
 * Leaves rows out of a fit, to see how far its decisions can be believed: each row once, in five folds with the same share of each class; of many rows, one fold; where the project was
 * divided by group or by time, a fifth once (`core/hold-out.ts`). Equal rows are left out together: a fit that keeps a copy of a row has seen it. So
 * a row of weight 2 and two equal rows give the same folds.
 * @param codes class of each row, as places
 */
export function leftOut(data: TrainingData, codes: Int32Array, rng: Rng): LeftOut[] {
  const rows = allRows(codes.length);
  if (data.kinship) {
    const { train, held } = holdOut(rows, data.target, SHARE, rng, data);
    return [{ train, held }];
  }
  const foldOf = foldsByContent(data, codes, Math.floor(rng() * 2 ** 32));
  return Array.from({ length: rows.length > MANY_ROWS ? 1 : FOLDS }, (_, fold) => {
    const held = rows.filter((row) => foldOf[row] === fold);
    const kept = rows.filter((row) => foldOf[row]! >= 0 && foldOf[row] !== fold);
    return { held, train: data.made ? Uint32Array.from([...kept, ...madeApartFrom(held, rows, data.made)]) : kept };
  });
}

/** Rows that differ are dealt out, class by class, in the order of their hash. @returns a fold for each row; -1 for those that were made up */
function foldsByContent({ features, made }: TrainingData, codes: Int32Array, seed: number): Int8Array {
  const [first, second] = [new Uint32Array(codes.length).fill(seed), new Uint32Array(codes.length).fill(mix(seed))];
  for (const column of features.columns) foldColumn(column as NumberColumn, first, second);
  const order = allRows(codes.length).sort((a, b) => codes[a]! - codes[b]! || first[a]! - first[b]! || second[a]! - second[b]! || a - b);
  const foldOf = new Int8Array(codes.length).fill(-1);
  let place = -1;
  let before = -1;
  for (const row of order) {
    if (made && row >= made.from) continue;
    if (before < 0 || codes[row] !== codes[before] || first[row] !== first[before] || second[row] !== second[before]) place++;
    foldOf[row] = place % FOLDS;
    before = row;
  }
  return foldOf;
}
