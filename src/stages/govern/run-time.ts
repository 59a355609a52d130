import { counted } from '../../core/words.ts';
import { fitCostLine, rangeOf } from './cost-line.ts';

/** What of a run decides how long it takes. */
export interface RunSize {
  readonly model: string;
  readonly rows: number;
  readonly columns: number;
  /** How often the model is fitted: 1, and once more for each fold. */
  readonly fits: number;
  /** 1, or the number of classes with more than two. */
  readonly outputs: number;
  /** Rounds, trees or epochs of a fit, at most; 1 for what is not fitted by rounds. */
  readonly rounds: number;
}

/** One finished run on this device. */
export interface TimedRun extends RunSize {
  readonly backend: string;
  readonly fitMs: number;
}

export interface TimeForecast {
  readonly ms: number;
  /** Ends of the range that 95 of 100 runs should fall into. */
  readonly low: number;
  readonly high: number;
  /** Earlier runs it rests on. */
  readonly runs: number;
  readonly method: string;
}

/**
 * A fit (of one output, of one round or tree) in units of reading, judging and packing the same cells once: measured on an ordinary laptop, and for
 * networks without a GPU. What counts is the proportion of the parts; how fast this device is comes from its own runs.
 */
const FIT_COST: Readonly<Record<string, number>> = {
  ...{ baseline: 0.02, linear: 0.2, logistic: 0.45, boosting: 0.01, tree: 0.2, forest: 0.09, 'extra-trees': 0.09, 'quantile-forest': 0.09 },
  ...{ 'explainable-boosting': 6, gam: 18, 'naive-bayes': 0.1, neighbours: 0.3, 'linear-svm': 10, svm: 8, 'gaussian-process': 3000 },
  ...{ mlp: 0.25, cnn: 3000 }
};
const OTHER_FIT_COST = 0.5;

/** What a run takes however small it is, ms, and a cell once, before this device has shown what it can. */
const PRIOR = { fixed: 15, growing: 1e-3 } as const;

/** Kinds whose fit takes more for a cell the more rows there are: by which power of them, beyond the thousand that their cost is told for. */
const GROWTH: Readonly<Record<string, number>> = { neighbours: 1, svm: 1, 'gaussian-process': 2 };
const COST_ROWS = 1000;

const workOf = ({ model, rows, columns, fits, outputs, rounds }: RunSize): number =>
  rows * columns * (1 + (FIT_COST[model] ?? OTHER_FIT_COST) * (rows / COST_ROWS) ** (GROWTH[model] ?? 0) * fits * outputs * rounds);

/** Trees and networks take as long as they have rounds; what converges by itself does not. */
export function roundsOf(family: string | undefined, params: Readonly<Record<string, unknown>>): number {
  const rounds = params['maxIter'] ?? params['nEstimators'];
  return (family === 'trees' || family === 'network') && typeof rounds === 'number' ? rounds : 1;
}

/**
 * How long a run will take, from earlier runs of the same model on this device: a fixed part and a part that grows with rows x columns x fits x
 * outputs x rounds. Both are fitted to relative errors, starting from what is usual for the model, so that the runs on a tiny table, which take what
 * every run takes, promise nothing about a large one. The range is that of a regression with such a prior: wide while the runs are few, or all of
 * another size.
 * @returns null when this model has not run here before
 */
export function forecastRunTime(history: readonly TimedRun[], plan: RunSize & { readonly backend?: string }): TimeForecast | null {
  const same = history.filter(({ model, fitMs }) => model === plan.model && fitMs > 0);
  const onBackend = same.filter(({ backend }) => backend === plan.backend);
  const runs = onBackend.length > 0 ? onBackend : same;
  if (runs.length === 0) return null;
  const line = fitCostLine(
    runs.map((run) => ({ work: workOf(run), cost: run.fitMs })),
    workOf(plan),
    PRIOR
  );
  const method = `${counted(runs.length, 'earlier run')} of this model here`;
  return { ms: line.cost, ...rangeOf(line), runs: runs.length, method };
}

/** Kinds that grow in the same way: one tells how long another takes. */
const FORESTS: readonly string[] = ['forest', 'extra-trees', 'quantile-forest'];

/**
 * The same for a model that may not have run here: then its usual cost, at the best speed that this device showed with another model. What every run takes however
 * small it is, and a first run's cold start, slow the others by no known share, so the quickest tells most; a model may well take longer. Of forests another forest tells.
 * @returns null when nothing has run here
 */
export function expectRunTime(history: readonly TimedRun[], plan: RunSize & { readonly backend?: string }): TimeForecast | null {
  const known = forecastRunTime(history, plan);
  const others = history.filter(({ fitMs }) => fitMs > 0);
  if (known || others.length === 0) return known;
  const usual = (run: RunSize) => PRIOR.fixed + PRIOR.growing * workOf(run);
  const kin = FORESTS.includes(plan.model) ? others.filter(({ model }) => FORESTS.includes(model)) : [];
  const ratios = (kin.length > 0 ? kin : others).map((run) => run.fitMs / usual(run));
  const ms = Math.min(...ratios) * usual(plan);
  return {
    ms,
    low: ms,
    high: Math.max(...ratios) * usual(plan),
    runs: others.length,
    method: `${counted(others.length, 'earlier run')} of other models here`
  };
}
