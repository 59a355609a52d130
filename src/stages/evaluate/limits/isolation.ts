import type { Rng } from '../../../core/rng.ts';
import { toMatrix } from '../../../core/matrix.ts';
import { gather, type Table } from '../../../core/table.ts';
import type { WorkContext } from '../../../core/context.ts';
import { drive } from '../../../kernels/drive.ts';
import { growIsolationForest } from '../../../kernels/isolation-forest.ts';
import { withoutGaps } from '../../../predict/limits.ts';
import type { Limits } from '../../../predict/limits-type.ts';
import { isolationForestScorer } from '../../../predict/models/isolation-forest.ts';
import { evenly, numbersThatVary } from './distance.ts';
import { marksOf } from './marks.ts';

/** Small, for it goes into every package: a hundred kilobytes at most. */
const TREES = 40;
const ROWS_A_TREE = 64;
const MOST_COLUMNS = 256;
const MOST_ROWS = 20_000;

/** With fewer rows half of them say nothing of the rarest hundredth. */
const FEWEST_ROWS = 200;

/**
 * A small isolation forest over the numbers that the recipe makes: what random cuts set apart soon is unlike the training rows, on a single column too, and
 * whatever the shape of their cloud. One half of the rows grows the trees, the other, which they have not seen, says what is usual.
 * Source: Liu, Ting & Zhou (2008), "Isolation forest".
 * @param features training rows after the recipe
 * @returns undefined with too few rows, without a number, or with too many of them
 * @throws the signal's reason when it is aborted
 */
export async function fitIsolation(features: Table, context: WorkContext & { readonly rng: Rng }): Promise<Limits['forest']> {
  const table = evenly(features, MOST_ROWS);
  const used = numbersThatVary(table);
  if (table.rows < FEWEST_ROWS || used.length === 0 || used.length > MOST_COLUMNS) return undefined;
  const columns = used.map(({ name }) => name);
  const centre = Float64Array.from(used, ({ middle }) => middle);
  const filled = withoutGaps(table, { columns, centre });
  const half = (odd: 0 | 1) =>
    gather(
      filled,
      Uint32Array.from({ length: Math.floor((table.rows + 1 - odd) / 2) }, (_, i) => 2 * i + odd)
    );
  const growth = growIsolationForest(toMatrix(half(0)), context.rng, TREES, ROWS_A_TREE);
  const { roots, feature, threshold, left, path, sample } = await drive(growth, context);
  const state = { names: columns, roots, feature, threshold, left, path, sample };
  const unseen = half(1);
  const strange = isolationForestScorer.compile(state)(unseen);
  return {
    columns,
    centre,
    model: { id: isolationForestScorer.id, params: {}, state, recipe: [] },
    marks: marksOf(strange),
    n: unseen.rows
  };
}
