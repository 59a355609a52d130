import type { Plain } from '../../core/plain.ts';
import { forkRng, shuffled } from '../../core/rng.ts';
import { deviation, mean } from '../../core/stats.ts';
import type { NumberColumn, RowSet } from '../../core/table.ts';
import { loadExperiment } from '../experiment/load-experiment.ts';
import type { JobServices } from '../services.ts';
import { lookAtSplit } from '../splitting/look-at-split.ts';

/** Centre and unit of a column, as a standard scaler would learn them. */
interface Learned {
  readonly mean: number;
  readonly deviation: number;
}

export interface ScalerBothWays {
  readonly trainRows: number;
  readonly allRows: number;
  /** Training rows there are to choose from. */
  readonly mostTrainRows: number;
  readonly columns: readonly {
    readonly name: string;
    readonly train: Learned;
    readonly all: Learned;
    /** How far the centre moves, in deviations of the training rows. */
    readonly shift: number;
    /** How much the unit grows: 0.1 = a tenth. */
    readonly stretch: number;
  }[];
}

/**
 * An experiment that keeps nothing: a standard scaler learned from training rows alone, and from the training and held-out rows together.
 * @param job.trainRows how many training rows, drawn with a fixed seed, held-out rows in proportion; null = all there are
 */
export async function scalerBothWays(
  job: { readonly projectId: string; readonly trainRows: number | null },
  services: JobServices
): Promise<Plain> {
  const experiment = await loadExperiment(services.storage, job.projectId);
  const { parts } = await lookAtSplit(services, experiment);
  const held = Uint32Array.from([...parts.validation, ...parts.test]);
  const share = Math.min(1, (job.trainRows ?? Infinity) / Math.max(1, parts.train.length));
  const train = drawn(parts.train, Math.max(2, Math.round(share * parts.train.length)), 'train');
  const all = Uint32Array.from([...train, ...drawn(held, Math.round(share * held.length), 'held out')]);
  const numbers = experiment.rows.inputs.columns.filter((column): column is NumberColumn => column.kind === 'number');
  const found: ScalerBothWays = {
    trainRows: train.length,
    allRows: all.length,
    mostTrainRows: parts.train.length,
    columns: numbers.flatMap((column) => compared(column, train, all))
  };
  return found as unknown as Plain;
}

const drawn = (rows: RowSet, count: number, purpose: string): RowSet =>
  count >= rows.length ? rows : shuffled(rows, forkRng(0, purpose)).slice(0, count);

/** Nothing for a column that does not vary among the training rows: it has no unit to compare. */
function compared(column: NumberColumn, trainRows: RowSet, allRows: RowSet): ScalerBothWays['columns'][number][] {
  const train = learn(column, trainRows);
  const all = learn(column, allRows);
  if (!(train.deviation > 0)) return [];
  const shift = (all.mean - train.mean) / train.deviation;
  return [{ name: column.name, train, all, shift, stretch: all.deviation / train.deviation - 1 }];
}

function learn({ values }: NumberColumn, rows: RowSet): Learned {
  const known = Float64Array.from(rows, (row) => values[row]!).filter((value) => !Number.isNaN(value));
  return { mean: mean(known), deviation: deviation(known, 0) };
}
