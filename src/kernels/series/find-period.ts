import { fSf } from '../distributions.ts';
import { deviation, mean } from '../../core/stats.ts';
import { autocorrelation } from './autocorrelation.ts';
import { movingAverage } from './decompose.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.2425 * DAY;

/** What people live by: the lengths a season may have. */
const CALENDAR = [HOUR, DAY, 7 * DAY, YEAR / 12, YEAR];
const FEWEST_CYCLES = 3;
const MOST_CANDIDATES = 3;
/** Shares of the variance under this are no season worth a word. */
const WORTH = 0.05;
const CHANCE = 0.001;
/** A peak this near to a length of the calendar is that length, off by noise. */
const NEAR = 0.1;

/**
 * The length of the season in steps; null where there is none. Candidates are the hour, the day, the week, the month and the year in steps, and the
 * peaks of the autocorrelation; the one whose phases explain most of what is left of the trend is taken, if that is no chance and both halves of
 * the series tell the same season.
 */
export function findPeriod(values: Float64Array, stepMs: number): number | null {
  const longest = Math.floor(values.length / FEWEST_CYCLES);
  const calendar = CALENDAR.map((length) => Math.round(length / stepMs)).filter((period) => period >= 2 && period <= longest);
  const own = peaks(values, longest).filter((lag) => calendar.every((period) => Math.abs(lag - period) > NEAR * period));
  const candidates = new Set([...calendar, ...own]);
  let best: { period: number; share: number } | null = null;
  for (const period of [...candidates].sort((a, b) => a - b)) {
    const share = seasonShare(values, period);
    if (share > WORTH && (best === null || share > 1.1 * best.share)) best = { period, share };
  }
  return best?.period ?? null;
}

/** Lags at which a series without its slow part is most like itself, and which stand out among their neighbours. */
function peaks(values: Float64Array, longest: number): number[] {
  const slow = movingAverage(values, Math.max(3, 2 * Math.floor(values.length / 20) + 1));
  const away = values.map((value, i) => value - slow[i]!).filter((value) => !Number.isNaN(value));
  if (away.length < 10) return [];
  const acf = autocorrelation(away, Math.min(longest, 800));
  const band = 2 / Math.sqrt(away.length);
  const found: number[] = [];
  for (let lag = 2; lag < acf.length - 1; lag++) {
    if (acf[lag]! > band && acf[lag]! > acf[lag - 1]! && acf[lag]! >= acf[lag + 1]!) found.push(lag);
  }
  return found.sort((a, b) => acf[b]! - acf[a]!).slice(0, MOST_CANDIDATES);
}

/** The adjusted share of the variance that the phases explain; 0 where chance could do as much, or the halves disagree. */
function seasonShare(values: Float64Array, period: number): number {
  const trend = movingAverage(values, period);
  const away = values.map((value, i) => value - trend[i]!);
  const phases = phasesOf(away, period, 0, away.length);
  const [df1, df2] = [period - 1, phases.n - period];
  if (!(df2 > 0) || !(phases.all > 0)) return 0;
  const within = Math.max(0, phases.all - phases.between);
  if (fSf(phases.between / df1 / (within / df2), df1, df2) > CHANCE) return 0;
  if (likenessOfHalves(away, period) < Math.max(0.25, 2 / Math.sqrt(period))) return 0;
  return 1 - within / df2 / (phases.all / (phases.n - 1));
}

/** How the means of the phases in the first half go with those in the second. */
function likenessOfHalves(away: Float64Array, period: number): number {
  const middle = Math.floor(away.length / 2);
  const [first, second] = [phasesOf(away, period, 0, middle).means, phasesOf(away, period, middle, away.length).means];
  return correlation(first, second);
}

/** Of the places where both are; NaN when one does not vary. */
function correlation(a: Float64Array, b: Float64Array): number {
  const both = [...a.keys()].filter((i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]));
  const [x, y] = [both.map((i) => a[i]!), both.map((i) => b[i]!)];
  const [mx, my] = [mean(x), mean(y)];
  const product = mean(x.map((value, i) => (value - mx) * (y[i]! - my)));
  return product / (deviation(x, 0) * deviation(y, 0));
}

function phasesOf(away: Float64Array, period: number, from: number, to: number) {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  let [n, total, squares] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    const value = away[i]!;
    if (Number.isNaN(value)) continue;
    sums[i % period]! += value;
    counts[i % period]!++;
    n++;
    total += value;
    squares += value * value;
  }
  const means = sums.map((sum, phase) => (counts[phase]! > 0 ? sum / counts[phase]! : NaN));
  const between =
    means.reduce((sum, mean, phase) => sum + (counts[phase]! > 0 ? counts[phase]! * mean * mean : 0), 0) - (total * total) / n;
  return { n, means, between, all: squares - (total * total) / n };
}
