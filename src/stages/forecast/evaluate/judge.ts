import type { SeededContext } from '../../../core/context.ts';
import type { Metric } from '../../../core/outcome.ts';
import { bootstrapInterval, noInterval } from '../../../kernels/intervals.ts';
import { resample } from '../../../kernels/resample.ts';
import type { Backtest } from './backtest.ts';
import { measures, type Measure } from './measures.ts';

const REPLICATES = 2000;
/** From so many series on they are drawn whole; of fewer, origins are. */
const MANY_SERIES = 10;

/** Every measure of a backtest with its 95 % interval. */
export async function judgeForecasts(test: Backtest, context: SeededContext): Promise<Record<string, Metric>> {
  const found: Record<string, Metric> = {};
  for (const measure of measures.all) found[measure.id] = await judgeBy(measure, test, context);
  return found;
}

/**
 * One measure. Errors of one origin, or of one series, hang together, so whole origins are drawn anew, or whole series where there are ten or more.
 */
export async function judgeBy(measure: Measure, test: Backtest, context: SeededContext): Promise<Metric> {
  const bySeries = test.series >= MANY_SERIES;
  const { sums, counts, n } = lossesOf(measure, test, bySeries ? test.seriesOf : test.origin);
  const finish = measure.finish ?? ((average: number) => average);
  const score = (weights: Float64Array) => {
    let [total, count] = [0, 0];
    for (let unit = 0; unit < weights.length; unit++) {
      total += weights[unit]! * sums[unit]!;
      count += weights[unit]! * counts[unit]!;
    }
    return [finish(total / count)];
  };
  const units = sums.length;
  const value = n === 0 ? NaN : score(new Float64Array(units).fill(1))[0]!;
  const what = `whole ${bySeries ? 'series' : 'origins'}`;
  if (n === 0) return { value, ...noInterval('it is defined for no forecast'), n };
  if (units < 2) return { value, ...noInterval('one origin cannot be resampled'), n };
  const drawn = await resample({ rows: units, weights: null, replicates: REPLICATES, scores: score, rng: context.rng, context });
  const { low, high, method } = bootstrapInterval({ value, replicates: drawn.replicates[0]!, jackknife: drawn.jackknife[0]!, n: units });
  const said = method.replace(/\brows?\b/, bySeries ? 'series' : 'origins');
  return { value, low, high, method: Number.isNaN(low) ? said : `${said}, ${units} ${what} drawn`, n };
}

/** Sums and counts of a loss by unit; units without a defined loss are left out. */
function lossesOf(measure: Measure, test: Backtest, unitOf: Uint32Array): { sums: Float64Array; counts: Float64Array; n: number } {
  const byUnit = new Map<number, { sum: number; count: number }>();
  let n = 0;
  for (let row = 0; row < test.actual.length; row++) {
    const loss = measure.loss(test, row);
    if (Number.isNaN(loss)) continue;
    const own = byUnit.get(unitOf[row]!) ?? { sum: 0, count: 0 };
    byUnit.set(unitOf[row]!, { sum: own.sum + loss, count: own.count + 1 });
    n++;
  }
  const units = [...byUnit].sort((a, b) => a[0] - b[0]).map(([, own]) => own);
  return { sums: Float64Array.from(units, ({ sum }) => sum), counts: Float64Array.from(units, ({ count }) => count), n };
}

/** The value of each measure at each origin: what a fold is to other tasks. */
export function scoresByOrigin(test: Backtest): Record<string, number>[] {
  return test.origins.map((_, origin) =>
    Object.fromEntries(
      measures.all.map((measure) => {
        const losses = [...test.origin.keys()].filter((row) => test.origin[row] === origin).map((row) => measure.loss(test, row));
        const known = losses.filter((loss) => !Number.isNaN(loss));
        const average = known.reduce((total, loss) => total + loss, 0) / known.length;
        return [measure.id, measure.finish ? measure.finish(average) : average];
      })
    )
  );
}
