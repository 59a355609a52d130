import { inSentence, inWords, PER_CENT } from '../../core/words.ts';
import type { CurvePoint } from '../../core/model.ts';
import type { ModelInfo, Trial } from '../../app/api/training.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { formatNumber } from '../../charts/format.ts';
import { showScore } from '../models/words.ts';

export interface Setting {
  readonly label: string;
  readonly model: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const ROUNDS = 200;

/** A modest and a greedy setting of the same learner, each with rows held out of the fit so that both curves can be drawn. */
export function settingsFor(models: readonly Pick<ModelInfo, 'id' | 'fits'>[]): Setting[] {
  const fits = (id: string) => models.some((model) => model.id === id && model.fits);
  const boosting = (label: string, params: Record<string, unknown>): Setting => ({
    label,
    model: 'boosting',
    params: { maxIter: ROUNDS, earlyStopping: 'on', nIterNoChange: ROUNDS, validationFraction: 0.3, ...params }
  });
  if (fits('boosting'))
    return [
      boosting('Small trees, small steps', { maxLeafNodes: 4, learningRate: 0.05, minSamplesLeaf: 10 }),
      boosting('Large trees, large steps', { maxLeafNodes: 64, learningRate: 0.5, minSamplesLeaf: 1 })
    ];
  const network = (label: string, params: Record<string, unknown>): Setting => ({
    label,
    model: 'cnn',
    params: { maxIter: 30, nIterNoChange: 30, validationFraction: 0.3, ...params }
  });
  return fits('cnn')
    ? [network('With a penalty and dropout', { alpha: 0.01, dropout: 0.5 }), network('Without either', { alpha: 0, dropout: 0 })]
    : [];
}

/** Where the held-out curve was lowest, and what came after it. */
export function sayOverfitting(points: readonly CurvePoint[], step: string): string {
  const held = points.filter((point) => point.validation !== null);
  const last = held.at(-1);
  if (!last) return 'No rows were held out of this fit, so there is no second curve.';
  const best = held.reduce((low, point) => (point.validation! < low.validation! ? point : low), last);
  const rise = last.validation! - best.validation!;
  const lowest = `On held-out rows it was best at ${step} ${formatNumber(best.step)}`;
  if (best.step >= last.step || rise < 0.05 * Math.abs(best.validation!)) return `${lowest} and hardly got worse after it.`;
  const worse = best.validation! > 0 ? `${Math.round((rise / best.validation!) * 100)}${PER_CENT} worse` : `${formatNumber(rise)} worse`;
  return `${lowest}; at ${step} ${formatNumber(last.step)} it is ${worse}, while the rows learned from look better and better. That is learning by heart; early stopping ends it there.`;
}

/** How much a score moves when nothing but the seed changes. */
export function sayLuckRange(metric: string, trials: readonly Trial[], gain: number | null): string {
  const values = trials
    .map((trial) => trial.metrics[metric]?.value)
    .filter((value): value is number => value !== undefined && Number.isFinite(value));
  if (values.length < 2) return '';
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const label = inSentence(metricFacts(metric).label);
  const range = `With ${inWords(values.length)} seeds the ${label} goes from ${showScore(metric, low)} to ${showScore(metric, high)}: nothing was changed but luck.`;
  if (gain === null) return range;
  const verdict =
    Math.abs(gain) > high - low
      ? 'more than seeds explain; whether it is more than the choice of rows explains, the intervals tell'
      : 'no more than that';
  return `${range} The first on your board is ahead of the second by ${showScore(metric, Math.abs(gain))}, ${verdict}.`;
}
