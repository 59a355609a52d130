import { counted } from '../../core/words.ts';
import { fitCostLine, rangeOf } from './cost-line.ts';

/** What of a run decides how much memory it takes: folds come one after the other, and rounds add to a model that is small beside its rows. */
export interface RunBulk {
  readonly model: string;
  readonly rows: number;
  readonly columns: number;
}

/** One finished run whose memory was counted. */
export interface CountedRun extends RunBulk {
  readonly peakBytes: number;
}

export interface MemoryForecast {
  readonly bytes: number;
  /** Ends of the range that 95 of 100 runs should fall into. */
  readonly low: number;
  readonly high: number;
  /** Earlier runs it rests on. */
  readonly runs: number;
  readonly method: string;
}

/** A kernel with nothing in it, and a cell as read, as prepared and as learned from: bytes. */
const PRIOR = { fixed: 131_072, growing: 28 } as const;

/**
 * The most memory a run will hold at once, as far as it is counted, from earlier runs of the same model on this device.
 * @returns null when none was counted before
 */
export function forecastRunMemory(history: readonly CountedRun[], plan: RunBulk): MemoryForecast | null {
  const runs = history.filter(({ model, peakBytes }) => model === plan.model && peakBytes > 0);
  if (runs.length === 0) return null;
  const line = fitCostLine(
    runs.map((run) => ({ work: workOf(run), cost: run.peakBytes })),
    workOf(plan),
    PRIOR
  );
  return { bytes: line.cost, ...rangeOf(line), runs: runs.length, method: `${counted(runs.length, 'earlier run')} of this model here` };
}

const workOf = ({ rows, columns }: RunBulk): number => rows * columns;
