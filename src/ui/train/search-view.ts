import { inSentence, listed } from '../../core/words.ts';
import type { SearchGlance, SearchReport, SearchTrial } from '../../core/search-report.ts';
import type { ModelInfo } from '../../app/api/training.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { searchFacts } from '../../app/search-facts.ts';
import type { ParallelCoordinatesData } from '../../charts/parallel-coordinates.ts';
import type { PriceFrontData } from '../../charts/price-front.ts';
import { formatShare } from '../../charts/format.ts';
import { paramLabel, sayParam } from '../kit/param-words.ts';
import { showScore } from '../models/words.ts';

/** The trials as lines from parameter to parameter. Parameters that never moved are left out. */
export function linesOf(trials: readonly SearchTrial[], metric: string): ParallelCoordinatesData {
  const scored = trials.filter(({ score }) => score !== null && Number.isFinite(score.value));
  const names = Object.keys(scored[0]?.places ?? {}).filter((name) => new Set(scored.map(({ places }) => places[name])).size > 1);
  const { label, higherIsBetter } = metricFacts(metric);
  return {
    metric: inSentence(label),
    higherIsBetter,
    axes: names.map((name) => {
      const sorted = scored.toSorted((a, b) => a.places[name]! - b.places[name]!);
      return { name: inSentence(paramLabel(name)), low: sayParam(sorted[0]!.params[name]), high: sayParam(sorted.at(-1)!.params[name]) };
    }),
    trials: scored.map(({ places, params, score, share }) => ({
      places: names.map((name) => stretched(scored, name, places[name]!)),
      values: names.map((name) => sayParam(params[name])),
      score: score!.value,
      share
    }))
  };
}

/** The place between the lowest and the highest that were tried. */
function stretched(trials: readonly SearchTrial[], name: string, place: number): number {
  const all = trials.map(({ places }) => places[name]!);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return high > low ? (place - low) / (high - low) : 0.5;
}

/** What prices are told by: a report, or a search that goes on. */
type Priced = Pick<SearchReport, 'trials' | 'metric'> & SearchGlance;

/** Score against size or speed; the runs that the points stand for go along. */
export function pricesOf(report: Priced, by: 'size' | 'latency'): { readonly data: PriceFrontData; readonly runs: readonly string[] } {
  const front = new Set(by === 'size' ? report.frontBySize : report.frontByLatency);
  const priced = report.trials.flatMap(({ runId, score, sizeBytes, latencyMs }) => {
    const cost = by === 'size' ? sizeBytes : latencyMs;
    if (runId === null || score === null || cost === null) return [];
    return [{ runId, point: { cost: by === 'size' ? cost / 1000 : cost * 1000, score: score.value, isFront: front.has(runId) } }];
  });
  const data = {
    cost: by === 'size' ? 'size, kB' : 'microseconds a row',
    score: inSentence(metricFacts(report.metric).label),
    points: priced.map(({ point }) => point)
  };
  return { data, runs: priced.map(({ runId }) => runId) };
}

/** "The best for its size": how many there are to choose from, and what the smallest gives up. */
export function sayFront(report: Priced, by: 'size' | 'latency'): string {
  const front = by === 'size' ? report.frontBySize : report.frontByLatency;
  const scoreOf = (id: string | undefined) => report.trials.find(({ runId }) => runId === id)?.score?.value ?? NaN;
  const [first, last] = [scoreOf(front[0]), scoreOf(front.at(-1))];
  const cheap = by === 'size' ? 'smallest' : 'quickest';
  if (front.length < 2) return `The ${cheap} model is also the best: nothing has to be weighed up.`;
  return `${front.length} models are the best for their ${by === 'size' ? 'size' : 'speed'}: the ${cheap} reaches ${showScore(report.metric, first)}, the best ${showScore(report.metric, last)}.`;
}

/** What the winner can be trusted with. */
export function sayEstimate({ estimate, metric, search }: SearchReport): string {
  if (!estimate) return 'Too little is known to say how much of the winner’s score is the luck of being chosen.';
  const { chosen, corrected, optimism, gain } = estimate;
  const show = (value: number) => showScore(metric, value);
  const honest = `The winner was chosen for its score, ${show(chosen)} on average over the folds. Chosen in the same way on other rows it can be expected to reach ${show(corrected.value)} (95 % interval ${show(corrected.low)} to ${show(corrected.high)})${sayLuckOfChoice(optimism, show)}.`;
  if (!gain) return search === 'grid' ? `${honest} The defaults are not in a grid, so what was gained over them is not known.` : honest;
  const range = `${show(gain.value)} (${show(gain.low)} to ${show(gain.high)})`;
  if (gain.low > 0) return `${honest} Over the defaults, tuning gained ${range}.`;
  return `${honest} Over the defaults, tuning gained ${range}: that it gained anything is not sure.`;
}

/** Nothing is said of a choice that was no luck at all; what shows as 0 is next to none. */
function sayLuckOfChoice(optimism: number, show: (value: number) => string): string {
  if (!(optimism > 0)) return '';
  return show(optimism) === show(0) ? ': next to none of it was luck of the choice' : `: ${show(optimism)} of it was luck of the choice`;
}

/** What the nested cross-validation says of such a search; null where there was none. */
export function sayNested({ nested, estimate, metric }: Pick<SearchReport, 'nested' | 'estimate' | 'metric'>): string | null {
  if (!nested) return null;
  const show = (value: number) => showScore(metric, value);
  const { value, low, high } = nested.score;
  const kinds = new Set(nested.folds.map(({ params }) => JSON.stringify(params))).size;
  const range = Number.isFinite(low) && low < high ? ` (95 % interval ${show(low)} to ${show(high)})` : '';
  const agree =
    kinds === 1
      ? 'Each of them chose the same settings.'
      : `They chose ${kinds} different settings, so take the winner’s for good ones among several.`;
  const beside = estimate ? ' It is of models that learned from fewer rows than the winner, so it leans to the careful side.' : '';
  return `Made anew within ${nested.folds.length} outer folds and judged on their rows, which had no part in it, such a search reached ${show(value)}${range} on average.${beside} ${agree}`;
}

const ends: Readonly<Record<SearchReport['end'], string>> = {
  done: 'It ended when all was tried.',
  trials: 'It used up its trials.',
  time: 'It ended when its time was used up.',
  alike: 'It ended early.',
  stopped: 'It was stopped; what was finished is kept.'
};

/** "TPE tried 20 settings of boosting. It used up its trials." */
export function saySearch({ search, trials, end, notes }: SearchReport, model: Pick<ModelInfo, 'label'> | undefined): string {
  const label = searchFacts.find(({ id }) => id === search)?.label ?? search;
  const some = trials.filter(({ share }) => share < 1).length;
  const on = some > 0 ? `, ${some} of them on some of the rows` : '';
  const tried = `${label} made ${trials.length} trials${model ? ` of ${inSentence(model.label)}` : ''}${on}.`;
  return [tried, ends[end], ...notes].join(' ');
}

/** Which parameters made the differences. */
export function sayImportance({ importance }: SearchGlance): string {
  const sure = importance.filter(({ low }) => low > 0.02);
  if (importance.length === 0) return 'There are too few trials to say which parameters matter.';
  if (sure.length === 0) return 'No parameter alone surely made a difference.';
  const named = sure.slice(0, 3).map(({ name, value }) => `${inSentence(paramLabel(name))} (${formatShare(value)})`);
  return `Of the differences between settings, most is made by ${listed(named)}.`;
}
