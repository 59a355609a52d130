import { below } from '../../../core/rng.ts';
import type { NumberColumn, Table } from '../../../core/table.ts';
import type { Target } from '../../../core/target.ts';
import type { ForestFeature, GrowthLimits } from '../../../kernels/forest/forest-kernel.ts';
import { openForestKernel } from '../../../kernels/forest/open-forest-kernel.ts';
import { addImportances, readTree } from '../../../kernels/forest/read-tree.ts';
import { wholeNumbers, type Answers } from '../../../kernels/forest/whole-numbers.ts';
import { binNumbers, bordersOf, columnsOfBins } from '../../../kernels/trees/binning.ts';
import type { Work } from '../../../kernels/work.ts';
import { present } from '../column-statistics.ts';
import { drive } from '../../../kernels/drive.ts';
import type { StepContext } from '../step-type.ts';

export interface ForestChoice {
  readonly nEstimators: number;
  /** 0 = no limit. */
  readonly maxDepth: number;
}

const MAX_BINS = 255;
/** Visits of a row between two pauses. */
const PIECE = 1 << 20;

/**
 * Each column's share in what the splits of a random forest gain, over trees grown on rows drawn with replacement; columns are cut into 255 bins of equally
 * many rows, and a gap is a value of its own. Source: Breiman (2001), "Random forests"; for the importances Breiman et al. (1984), 5.3.4.
 * @returns they sum to 1, or are all 0 where no split was found
 */
export async function forestImportances(
  table: Table,
  target: Target,
  { nEstimators, maxDepth }: ForestChoice,
  context: StepContext
): Promise<Float64Array> {
  const answers = answersOf(target);
  const whole = wholeNumbers(answers);
  const cut = table.columns.map((column) => binned((column as NumberColumn).values));
  const limits: GrowthLimits = {
    criterion: answers.classes > 0 ? 'gini' : 'squared_error',
    isRandom: false,
    maxFeatures: Math.max(1, Math.floor(answers.classes > 0 ? Math.sqrt(cut.length) : cut.length / 3)),
    maxDepth,
    minSamplesSplit: 2,
    minSamplesLeaf: 1,
    draws: table.rows
  };
  const kernel = await openForestKernel({ rows: table.rows, y: answers.y, whole }, cut.map(({ feature }) => feature), limits); // prettier-ignore
  cut.forEach(({ binOf }, j) => kernel.fill(j, binOf, null));
  const importances = new Float64Array(cut.length);
  for (let tree = 0; tree < nEstimators; tree++) {
    kernel.begin(below(context.rng, 2 ** 32));
    const growing = function* (): Work<void> {
      yield 4 * table.rows;
      while (kernel.grow(PIECE)) yield PIECE;
    };
    await drive(growing(), context);
    addImportances(readTree(kernel.tree(), answers, whole), limits.criterion, importances);
  }
  const total = importances.reduce((sum, gain) => sum + gain, 0);
  return importances.map((gain) => (total > 0 ? gain / total : 0));
}

/** Classes are counted from 0 without those that no row has. */
function answersOf(target: Target): Answers {
  if (target.kind === 'numbers') return { y: target.values, classes: 0, weights: null };
  const present = [...new Set(target.codes)].sort((a, b) => a - b);
  const place = new Map(present.map((code, i) => [code, i]));
  return { y: Int32Array.from(target.codes, (code) => place.get(code)!), classes: Math.max(2, present.length), weights: null };
}

function binned(values: Float64Array): { readonly feature: ForestFeature; readonly binOf: Uint8Array } {
  const borders = bordersOf(present(values), MAX_BINS);
  const bins = columnsOfBins(values.length, 1);
  binNumbers(values, borders, bins, 0);
  return { feature: { bins: borders.length + 1, isCategory: false, borders }, binOf: bins.bytes };
}
