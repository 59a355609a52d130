import { mean } from '../../../core/stats.ts';
import { movingAverage } from '../../../kernels/series/decompose.ts';
import type { EtsForm } from './form.ts';

/** Where the components may start, before the fit moves them. */
export interface EtsStart {
  readonly level: number;
  readonly slope: number;
  readonly season: Float64Array;
}

/** Values that a first level and slope are read from. */
const FIRST = 10;

/**
 * First components from the beginning of the series: the season from what is left of a moving average, level and slope from a line through the first
 * values without it. Source: Hyndman, Koehler, Ord & Snyder (2008), section 2.6.1.
 */
export function startOf(values: Float64Array, form: EtsForm, period: number): EtsStart {
  const season = form.season === 'none' ? Float64Array.of(0) : firstSeason(values, form.season, period);
  const away = (value: number, i: number) => {
    if (form.season === 'none') return value;
    const turn = season[i % period]!;
    return form.season === 'mul' ? value / turn : value - turn;
  };
  const rest = values.subarray(0, Math.max(FIRST, Math.min(values.length, 2 * period))).map(away);
  if (form.trend === 'none') return { level: mean(rest.subarray(0, FIRST)), slope: 0, season };
  const { at0, slope } = lineThrough(rest.subarray(0, Math.max(FIRST, form.season === 'none' ? 0 : rest.length)));
  const isRight = form.error === 'add' || at0 + slope > 0;
  return { level: isRight ? at0 : mean(rest), slope: isRight ? slope : 0, season };
}

/** Means of the phases over the first cycles, five at most. */
function firstSeason(values: Float64Array, kind: 'add' | 'mul', period: number): Float64Array {
  const first = values.subarray(0, Math.min(values.length, 5 * period));
  const trend = movingAverage(first, period);
  const season = new Float64Array(period);
  for (let phase = 0; phase < period; phase++) {
    const own: number[] = [];
    for (let i = phase; i < first.length; i += period) {
      if (!Number.isNaN(trend[i])) own.push(kind === 'mul' ? first[i]! / trend[i]! : first[i]! - trend[i]!);
    }
    season[phase] = own.length > 0 ? mean(own) : kind === 'mul' ? 1 : 0;
  }
  const centre = mean(season);
  return season.map((turn) => (kind === 'mul' ? Math.max(0.01, turn / centre) : turn - centre));
}

/** Least squares over steps 1, 2, 3 ... @returns the value at step 0 */
function lineThrough(values: Float64Array): { at0: number; slope: number } {
  const n = values.length;
  const [middle, centre] = [(n + 1) / 2, mean(values)];
  const slope = (12 / (n * (n * n - 1))) * values.reduce((total, value, i) => total + (i + 1 - middle) * (value - centre), 0);
  return { at0: centre - slope * middle, slope };
}
