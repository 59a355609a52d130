import type { DrawnSeries, ForecastFindings, TriedStep } from '../../../core/forecast-findings.ts';
import type { Metric } from '../../../core/outcome.ts';
import { brief, counted, inSentence, percent, quoted } from '../../../core/words.ts';
import type { Backtest } from '../../../stages/forecast/evaluate/backtest.ts';
import type { ForecastDifference } from '../../../stages/forecast/evaluate/diebold-mariano.ts';
import type { Outlook } from '../../../stages/forecast/forecaster-type.ts';
import { timeAt } from '../../../stages/forecast/frequency.ts';
import type { PanelFit } from '../../../stages/forecast/method-type.ts';
import { endOf, type Series } from '../../../stages/forecast/panel.ts';
import { stepsOf } from './forecast-steps.ts';
import type { StudySeries } from './series-of.ts';

export interface Judged {
  readonly label: string;
  readonly fitted: PanelFit;
  readonly outlooks: readonly Outlook[];
  readonly test: Backtest;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly baseline: Readonly<Record<string, Metric>>;
  /** Null for the baseline itself. */
  readonly against: ForecastDifference | null;
}

/** Series that are drawn; forecasts of all others can be asked for. */
const DRAWN = 20;
/** Steps of history that are drawn, at least. */
const SHOWN = 120;

export function findingsOf(read: StudySeries, judged: Judged, model: string): ForecastFindings {
  const { panel, target, zone, horizon } = read;
  const { fitted, test, baseline, against } = judged;
  return {
    task: 'forecasting',
    model,
    sentence: sentenceOf(read, judged),
    target,
    ...(zone === undefined ? {} : { zone }),
    horizon,
    season: fitted.period,
    fitted: fitted.words,
    origins: test.origins.length,
    sealed: read.sealed,
    seriesCount: panel.series.length,
    series: panel.series.slice(0, DRAWN).map((series, i) => drawn(series, i, { read, judged })),
    baseline,
    againstNaive: against && { ...against }
  };
}

function drawn(series: Series, i: number, { read, judged }: { read: StudySeries; judged: Judged }): DrawnSeries {
  const { frequency } = read.panel;
  const from = Math.max(0, series.values.length - Math.max(SHOWN, 4 * read.horizon));
  return {
    name: series.name,
    history: Array.from(series.values.subarray(from), (value, step) => ({
      time: timeAt(frequency, series.first + from + step),
      value: Number.isNaN(value) ? null : value
    })),
    tried: triedOf(i, { read, judged }),
    ahead: stepsOf(judged.outlooks[i]!, frequency, endOf(read.panel))
  };
}

function triedOf(series: number, { read, judged: { test } }: { read: StudySeries; judged: Judged }): TriedStep[] {
  const own = [...test.actual.keys()].filter((row) => test.seriesOf[row] === series);
  return own.map((row) => ({
    time: timeAt(read.panel.frequency, test.origins[test.origin[row]!]! + test.step[row]! - 1),
    actual: test.actual[row]!,
    value: test.mean[row]!,
    low80: test.low80[row]!,
    high80: test.high80[row]!,
    low95: test.low95[row]!,
    high95: test.high95[row]!
  }));
}

function sentenceOf({ target, horizon, panel }: StudySeries, { label, metrics, against, test }: Judged): string {
  const { mae, coverage_95: coverage } = metrics as Readonly<Record<'mae' | 'coverage_95', Metric>>;
  const of = panel.series.length > 1 ? `${quoted(target)} of ${counted(panel.series.length, 'series', 'series')}` : quoted(target);
  const said = `${label} forecasts ${of} ${counted(horizon, 'step')} ahead, on average ${brief(mae.value)} off`;
  const held = `Of what came, ${percent(coverage.value)} lay within the 95 % bounds`;
  return `${said}${against ? `, ${comparison(against)}` : ''}. ${held}, over ${counted(test.origins.length, 'origin')}.`;
}

function comparison({ difference, pValue }: ForecastDifference): string {
  const naive = inSentence('Seasonal naive');
  if (Number.isNaN(pValue)) return `with too few origins to hold it against ${naive}`;
  if (pValue >= 0.05) return `not told apart from ${naive} (p ${pValue.toFixed(2)})`;
  return `${difference < 0 ? 'better' : 'worse'} than ${naive} (p ${pValue < 0.001 ? '< 0.001' : pValue.toFixed(3)})`;
}
