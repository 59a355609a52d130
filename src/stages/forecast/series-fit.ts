import { isLatheError } from '../../core/errors/lathe-error.ts';
import { seriesTooShort } from '../../core/errors/forecasting.ts';
import type { SeededContext } from '../../core/context.ts';
import { note, type Note } from '../../core/note.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { brief, counted, inSentence, quoted } from '../../core/words.ts';
import { findPeriod } from '../../kernels/series/find-period.ts';
import { lookBack } from './bounds/look-back.ts';
import { fillGaps } from './fill-gaps.ts';
import { trimmed } from './find-season.ts';
import type { Forecaster } from './forecaster-type.ts';
import { meanForecast } from './methods/mean.ts';
import { seasonalNaive } from './methods/seasonal-naive.ts';
import type { Series } from './panel.ts';
import type { SeriesState } from './series-state.ts';
import { fitWaves, waveAt } from './waves.ts';

/** What holds for all series of a panel. */
export interface Frame {
  readonly period: number;
  readonly stepMs: number;
  /** The place after the last step of any series. */
  readonly end: number;
  /** Whether it is the only series: what can't be fitted is an error then, and not one of many exceptions. */
  readonly isAlone: boolean;
}

export interface SeriesFit {
  readonly state: SeriesState | null;
  readonly words: string;
  readonly notes: readonly Note[];
}

/** A series on its own, from its first to its last known value. */
interface Known {
  readonly name: string;
  readonly values: Float64Array;
  readonly lead: number;
  /** A season counts where two of it are known. */
  readonly period: number;
}

/**
 * Fits one series. What can't be fitted as asked falls back to what always can, and says so.
 * @throws LatheError `series-too-short`, or what the forecaster throws, for a series that is alone
 */
export async function fitSeries(
  forecaster: Forecaster,
  series: Series,
  { frame, params }: { frame: Frame; params: PlainRecord },
  context: SeededContext
): Promise<SeriesFit> {
  const values = trimmed(series.values);
  if (values.length === 0) return { state: null, words: 'nothing known', notes: [] };
  const period = values.length >= 2 * frame.period ? frame.period : 1;
  const known: Known = { name: series.name, values, lead: frame.end - series.first - values.length, period };
  if (values.every((value) => value === values[0] || Number.isNaN(value))) return constantFit(known);
  const fewest = forecaster.fewest(Math.min(period, forecaster.longestPeriod ?? period));
  const isShort = values.length < fewest;
  if (isShort && frame.isAlone) throw seriesTooShort('The history', values.length, fewest);
  if (isShort) return simplerFit(known, `it has ${counted(values.length, 'step')}, and ${fewest} are needed.`, context);
  try {
    return await wholeFit(forecaster, known, { frame, params }, context);
  } catch (error) {
    if (frame.isAlone || !isLatheError(error)) throw error;
    return simplerFit(known, error.message, context);
  }
}

async function wholeFit(
  forecaster: Forecaster,
  { values: known, lead, period: long }: Known,
  { frame, params }: { frame: Frame; params: PlainRecord },
  context: SeededContext
): Promise<SeriesFit> {
  const longest = forecaster.longestPeriod ?? Infinity;
  const latest = known.subarray(Math.max(0, known.length - (forecaster.mostSteps ?? Infinity)));
  const filled = fillGaps(latest.subarray(latest.findIndex((value) => !Number.isNaN(value))), long);
  const waves = long > longest ? fitWaves(filled, long) : null;
  const values = waves ? filled.map((value, step) => value - waveAt(waves, step)) : filled;
  const period = waves ? shortSeason(values, frame.stepMs, longest) : long;
  const fit = await forecaster.fit({ values, period }, params as never, context);
  const widening = await lookBack(forecaster, fit.state, { values, period }, context);
  const isCut = latest.length < known.length;
  const cut = isCut ? [note('latest-steps', `${forecaster.label} learned from the latest ${counted(latest.length, 'step')} only.`)] : [];
  return {
    state: {
      by: forecaster.id,
      inner: fit.state,
      widening,
      lead,
      waves: waves && { ...waves, steps: values.length },
      constant: null
    },
    words: waves ? `${fit.words}, season of ${long} steps as ${counted(waves.weights.length / 2, 'wave')}` : fit.words,
    notes: [...fit.notes, ...cut]
  };
}

/** A season that is left once a long one is out, as the week is within the year. */
function shortSeason(values: Float64Array, stepMs: number, longest: number): number {
  const found = findPeriod(values, stepMs) ?? 1;
  return found <= longest && values.length >= 2 * found ? found : 1;
}

function constantFit({ name, values, lead }: Known): SeriesFit {
  const [constant = NaN] = values;
  const whose = name === '' ? 'The history' : `The history of ${quoted(name)}`;
  const told = `${whose} is always ${brief(constant)}, so that is what is forecast, and how sure it is can’t be told.`;
  return {
    state: { by: 'constant', inner: {}, widening: null, lead, waves: null, constant },
    words: 'always the same value',
    notes: [note('constant-history', told)]
  };
}

async function simplerFit({ name, values, lead, period }: Known, why: string, context: SeededContext): Promise<SeriesFit> {
  const simple = values.length >= seasonalNaive.fewest(period) ? seasonalNaive : meanForecast;
  if (values.length < simple.fewest(period)) {
    const state = { by: 'constant', inner: {}, widening: null, lead, waves: null, constant: values[0]! };
    return { state, words: 'its only value', notes: [note('simpler-forecast', `${quoted(name)} is forecast by its only value.`)] };
  }
  const history = { values: fillGaps(values, period), period };
  const fit = await simple.fit(history, {}, context);
  const widening = await lookBack(simple, fit.state, history, context);
  return {
    state: { by: simple.id, inner: fit.state, widening, lead, waves: null, constant: null },
    words: fit.words,
    notes: [note('simpler-forecast', `${quoted(name)} is forecast by ${inSentence(simple.label)}: ${why}`)]
  };
}
