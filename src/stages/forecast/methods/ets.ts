import { pause, type SeededContext } from '../../../core/context.ts';
import { needsPositive, noSeasonToUse, seriesUnforecastable } from '../../../core/errors/forecasting.ts';
import { note, type Note } from '../../../core/note.ts';
import { brief } from '../../../core/words.ts';
import { defineForecaster, type History } from '../forecaster-type.ts';
import { residualDeviation } from '../bounds/deviation.ts';
import { fitEts, type EtsFit } from '../ets/fit.ts';
import { etsForms, formName, needsPositiveValues, numbersOf, type EtsForm } from '../ets/form.ts';
import { etsCourse, type EtsState } from '../ets/course.ts';
import { smooth } from '../ets/smooth.ts';

type Choice = 'auto' | 'none' | 'add' | 'mul';

interface EtsParams {
  readonly error: 'auto' | 'add' | 'mul';
  readonly trend: 'auto' | 'none' | 'add' | 'damped';
  readonly seasonal: Choice;
}

/**
 * Exponential smoothing in its state space form: all 15 stable forms, or those that are asked for, the one of least AICc.
 * Source: Hyndman, Koehler, Ord & Snyder (2008), "Forecasting with Exponential Smoothing".
 */
export const ets = defineForecaster({
  id: 'ets',
  label: 'Exponential smoothing (ETS)',
  doc: 'Level, trend and season that follow the newest values, the form chosen by AICc; good for most business series, and quick.',
  family: 'smoothing',
  params: {
    error: { type: 'choice', default: 'auto', options: ['auto', 'add', 'mul'], doc: 'Whether errors add up or grow with the level.' },
    trend: {
      type: 'choice',
      default: 'auto',
      options: ['auto', 'none', 'add', 'damped'],
      doc: 'A trend goes on, flattens out, or is not there.'
    },
    seasonal: {
      type: 'choice',
      default: 'auto',
      options: ['auto', 'none', 'add', 'mul'],
      doc: 'Whether the season adds up or grows with the level.'
    }
  },
  fewest: (period) => (period > 1 ? 2 * period : 6),
  mostSteps: 4000,
  longestPeriod: 24,
  async fit(history, params, context) {
    const { best, notes } = await bestForm(history, params, context);
    const { form, numbers, smoothed } = best;
    const { alpha, beta, gamma, phi } = numbers;
    const df = history.values.length - numbersOf(form, history.period) + 1;
    const deviation = residualDeviation(smoothed.residuals, df);
    const weights = [
      `alpha ${weight(alpha)}`,
      ...(form.trend === 'none' ? [] : [`beta ${weight(beta)}`]),
      ...(form.season === 'none' ? [] : [`gamma ${weight(gamma)}`]),
      ...(form.trend === 'damped' ? [`phi ${weight(phi)}`] : [])
    ];
    return {
      state: { form: { ...form }, numbers: { ...numbers }, end: { ...smoothed.end }, deviation, df },
      words: `${formName(form)}, ${weights.join(', ')}`,
      notes
    };
  },
  forecast: (state, steps) => etsCourse(state as unknown as EtsState, steps),
  seenFrom(state, { values }) {
    const { form, numbers } = state as unknown as EtsState;
    return { ...state, end: { ...smooth(values, form, numbers).end } };
  },
  fitted: (state) => {
    const { form, numbers } = state as unknown as EtsState;
    return numbersOf(form, numbers.season.length) - 1;
  }
});

/** To three decimals: what lies under that is none. */
const weight = (value: number): string => String(Number(value.toFixed(3)));

/** Forms this far behind the best after a rough search are not looked at closer. */
const BEHIND = 4;
const CLOSER = 3;

/** All forms roughly, then the best few to the end. */
async function bestForm(history: History, params: EtsParams, context: SeededContext): Promise<{ best: EtsFit; notes: readonly Note[] }> {
  const { forms, notes } = formsFor(history, params);
  const { values, period } = history;
  const rough = forms.length > 1 ? await fitAll(values, forms, { period, isRough: true }, context) : [];
  const near = rough.filter(({ aicc }) => !(aicc > rough[0]!.aicc + BEHIND)).slice(0, CLOSER);
  const last = forms.length > 1 ? near.map(({ form }) => form) : forms;
  const [best] = await fitAll(values, last, { period, isRough: false }, context);
  if (!best) throw seriesUnforecastable('ETS');
  return { best, notes };
}

/** The one of least AICc first. */
async function fitAll(values: Float64Array, forms: readonly EtsForm[], how: { period: number; isRough: boolean }, context: SeededContext) {
  const fits: EtsFit[] = [];
  for (const form of forms) {
    await pause(context);
    const fit = await fitEts(values, form, how, context);
    if (fit) fits.push(fit);
  }
  return fits.sort((a, b) => a.aicc - b.aicc);
}

/** What was asked for, of what these values and this season allow. */
function formsFor({ values, period }: History, params: EtsParams): { forms: readonly EtsForm[]; notes: readonly Note[] } {
  const lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
  const isAsked = (form: EtsForm) =>
    (params.error === 'auto' || form.error === params.error) &&
    (params.trend === 'auto' || form.trend === params.trend) &&
    (params.seasonal === 'auto' || form.season === params.seasonal);
  const fits = (form: EtsForm) => (lowest > 0 || !needsPositiveValues(form)) && (period > 1 || form.season === 'none');
  const asked = etsForms.filter(isAsked);
  const forms = asked.filter(fits).filter((form, _, all) => numbersOf(form, period) < values.length - 2 || all.length === 1);
  if (forms.length > 0) return { forms, notes: lowest > 0 || asked.length < 2 ? [] : [additiveOnly(lowest)] };
  if (asked.some(needsPositiveValues) && lowest <= 0) throw needsPositive('This form of exponential smoothing', lowest);
  if (period <= 1 && params.seasonal !== 'auto' && params.seasonal !== 'none') throw noSeasonToUse('This form of exponential smoothing');
  throw seriesUnforecastable('ETS');
}

const additiveOnly = (lowest: number): Note =>
  note(
    'additive-only',
    `Forms that multiply take values above 0, and the lowest one is ${brief(lowest)}: only forms that add up were tried.`
  );
