import { median } from '../../core/stats.ts';
import { counted } from '../../core/words.ts';
import { tQuantile } from '../../kernels/distributions.ts';

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
const PRIOR = { fixedMs: 15, cellMs: 1e-3 } as const;
/** How far the two are believed: as much as a quarter of a run says. */
const PRIOR_WEIGHT = 0.25;
/** Scatter of the logarithm of the time from one run to the next, and how many runs' worth that is believed. */
const PRIOR_SCATTER = { deviation: 0.35, runs: 4 } as const;

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
  const line = fitLine(
    runs.map((run) => ({ work: workOf(run), ms: run.fitMs })),
    workOf(plan)
  );
  const reach = Math.exp(line.spread);
  const method = `${counted(runs.length, 'earlier run')} of this model here`;
  return { ms: line.ms, low: line.ms / reach, high: line.ms * reach, runs: runs.length, method };
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
  const usual = (run: RunSize) => PRIOR.fixedMs + PRIOR.cellMs * workOf(run);
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

interface Timing {
  readonly work: number;
  readonly ms: number;
}

/** The two parts in units of the prior at this device's speed; x is what they give for some work. */
type Pair = readonly [fixed: number, growing: number];

const REFITS = 8;
const LEAST_PART = 0.02;

function fitLine(timings: readonly Timing[], at: number): { readonly ms: number; readonly spread: number } {
  const speed = median(timings.map(({ work, ms }) => ms / (PRIOR.fixedMs + PRIOR.cellMs * work)));
  const partsOf = (work: number): Pair => [speed * PRIOR.fixedMs, speed * PRIOR.cellMs * work];
  const timeOf = ([fixed, growing]: Pair, work: number) => fixed * partsOf(work)[0] + growing * partsOf(work)[1];
  let parts: Pair = [1, 1];
  let precision: Precision = [PRIOR_WEIGHT, 0, PRIOR_WEIGHT];
  for (let i = 0; i < REFITS; i++) {
    const relative = timings.map(({ work, ms }) => {
      const expected = timeOf(parts, work);
      const [a, b] = partsOf(work);
      return { x: [a / expected, b / expected] as Pair, y: ms / expected };
    });
    ({ parts, precision } = ridge(relative));
  }
  const ms = timeOf(parts, at);
  const [a, b] = partsOf(at);
  return { ms, spread: spreadOf(timings.map(({ work, ms: took }) => Math.log(took / timeOf(parts, work))), quadratic(precision, [a / ms, b / ms])) }; // prettier-ignore
}

/** A symmetric matrix of two by two: first, off, second. */
type Precision = readonly [number, number, number];

/** Least squares drawn towards 1 and 1; neither part may vanish. */
function ridge(rows: readonly { readonly x: Pair; readonly y: number }[]): { parts: Pair; precision: Precision } {
  let [aa, ab, bb, ay, by] = [PRIOR_WEIGHT, 0, PRIOR_WEIGHT, PRIOR_WEIGHT, PRIOR_WEIGHT];
  for (const { x, y } of rows) {
    aa += x[0] * x[0];
    ab += x[0] * x[1];
    bb += x[1] * x[1];
    ay += x[0] * y;
    by += x[1] * y;
  }
  const determinant = aa * bb - ab * ab;
  const fixed = (bb * ay - ab * by) / determinant;
  const growing = (aa * by - ab * ay) / determinant;
  const parts: Pair =
    fixed < LEAST_PART
      ? [LEAST_PART, Math.max(LEAST_PART, (by - ab * LEAST_PART) / bb)]
      : growing < LEAST_PART
        ? [Math.max(LEAST_PART, (ay - ab * LEAST_PART) / aa), LEAST_PART]
        : [fixed, growing];
  return { parts, precision: [aa, ab, bb] };
}

/** x' P^-1 x: how uncertain the line is at x, in units of the scatter. */
const quadratic = ([aa, ab, bb]: Precision, [a, b]: Pair): number => (bb * a * a - 2 * ab * a * b + aa * b * b) / (aa * bb - ab * ab);

/** Half width of the 95 % range, in logarithms. */
function spreadOf(errors: readonly number[], uncertainty: number): number {
  const freedom = PRIOR_SCATTER.runs + Math.max(0, errors.length - 1);
  const squares = PRIOR_SCATTER.runs * PRIOR_SCATTER.deviation ** 2 + errors.reduce((sum, error) => sum + error * error, 0);
  return tQuantile(0.975, freedom) * Math.sqrt((squares / freedom) * (1 + uncertainty));
}
