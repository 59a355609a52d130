import { deviation, mean } from '../../core/stats.ts';
import { tQuantile } from '../../kernels/distributions.ts';

/** One finished run on this device. */
export interface TimedRun {
  readonly model: string;
  readonly backend: string;
  readonly rows: number;
  readonly columns: number;
  /** How often the model was fitted: 1, or the folds of a cross-validation and one more. */
  readonly fits: number;
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

/** With fewer runs than this their spread can't be told: a factor of three either way is stated instead. */
const FEWEST_FOR_SPREAD = 4;
const UNKNOWN_FACTOR = 3;
/** Time grows with the cells to a power between these; outside it is noise. */
const POWER = [0.5, 1.5] as const;

const cellsOf = ({ rows, columns, fits }: Pick<TimedRun, 'rows' | 'columns' | 'fits'>) => Math.max(1, rows * columns * fits);

/**
 * How long a run will take, from earlier runs of the same model on this device: a straight line through the logarithms of time and of rows x
 * columns x fits. With fewer than four runs, or all of one size, time is taken to grow with the cells.
 * @returns null when this model has not run here before
 */
export function forecastRunTime(
  history: readonly TimedRun[],
  plan: Omit<TimedRun, 'fitMs' | 'backend'> & { readonly backend?: string }
): TimeForecast | null {
  const same = history.filter(({ model, fitMs }) => model === plan.model && fitMs > 0);
  const onBackend = same.filter(({ backend }) => backend === plan.backend);
  const runs = onBackend.length > 0 ? onBackend : same;
  if (runs.length === 0) return null;
  const { centre, spread, power } = extrapolate(
    runs.map((run) => Math.log(cellsOf(run))),
    runs.map(({ fitMs }) => Math.log(fitMs)),
    Math.log(cellsOf(plan))
  );
  const method =
    runs.length >= FEWEST_FOR_SPREAD
      ? `${runs.length} earlier runs, time growing with cells to the power ${power.toFixed(2)}`
      : `${runs.length} earlier ${runs.length === 1 ? 'run' : 'runs'}: within a factor of three`;
  return { ms: Math.exp(centre), low: Math.exp(centre - spread), high: Math.exp(centre + spread), runs: runs.length, method };
}

/** The line at one place, with the half width of its 95 % prediction interval. All in logarithms. */
function extrapolate(sizes: readonly number[], times: readonly number[], at: number): { centre: number; spread: number; power: number } {
  const n = sizes.length;
  const { power, isFitted } = powerOf(sizes, times);
  const levels = times.map((time, i) => time - power * sizes[i]!);
  const centre = mean(levels) + power * at;
  if (n < FEWEST_FOR_SPREAD) return { centre, spread: Math.log(UNKNOWN_FACTOR), power };
  const freedom = isFitted ? n - 2 : n - 1;
  const scatter = Math.max(0.05, deviation(levels) * Math.sqrt((n - 1) / freedom));
  const away = isFitted ? (at - mean(sizes)) ** 2 / ((n - 1) * deviation(sizes) ** 2) : 0;
  return { centre, spread: tQuantile(0.975, freedom) * scatter * Math.sqrt(1 + 1 / n + away), power };
}

function powerOf(sizes: readonly number[], times: readonly number[]): { power: number; isFitted: boolean } {
  const range = Math.max(...sizes) - Math.min(...sizes);
  if (sizes.length < FEWEST_FOR_SPREAD || range < Math.log(2)) return { power: 1, isFitted: false };
  const [x, y] = [mean(sizes), mean(times)];
  const slope =
    sizes.reduce((sum, size, i) => sum + (size - x) * (times[i]! - y), 0) / sizes.reduce((sum, size) => sum + (size - x) ** 2, 0);
  return { power: Math.min(POWER[1], Math.max(POWER[0], slope)), isFitted: true };
}
