import { isBaseline } from '../../core/baselines.ts';
import { hasFound, type AutoReport, type FamilyTried } from '../../core/auto-report.ts';
import type { Metric } from '../../core/outcome.ts';
import { counted, inSentence, listed } from '../../core/words.ts';
import { sayNumber } from '../../stages/evaluate/words.ts';
import { metricFacts } from '../metric-facts.ts';

/** What a search among all families tried, and why one won, a sentence each. */
export function sayAuto(report: AutoReport): string[] {
  return [sayTried(report), ...sayLeftOut(report.families), ...sayWinner(report), ...sayCorrected(report), ...report.notes];
}

function sayTried({ tried, families, usedMs, budgetMs }: AutoReport): string {
  const known = families.filter(({ runs, model }) => runs > 0 && !isBaseline(model));
  const single = known.reduce((sum, { runs }) => sum + runs, 0);
  const together = tried > single ? ` and ${counted(tried - single, 'ensemble')} of the best` : '';
  const ended = usedMs < budgetMs * 0.9 ? '; it ended when more trials brought nothing more' : '';
  return `It made ${counted(single, 'run')} of ${counted(known.length, 'family', 'families')}${together} in ${seconds(usedMs)}, all over the same folds, so that their scores can be compared${ended}.`;
}

function sayLeftOut(families: readonly FamilyTried[]): string[] {
  const of = (end: FamilyTried['end']) => families.filter((family) => family.end === end);
  const names = (some: readonly FamilyTried[]) => listed(some.map(({ label }) => inSentence(label)));
  const [slow, stopped, refused] = [of('too-slow'), of('stopped'), of('refused')];
  return [
    ...(slow.length > 0
      ? [
          `Left out, as they would have taken more than their share of the time: ${listed(slow.map(({ label, forecastMs = NaN }) => `${inSentence(label)} (about ${seconds(forecastMs)})`))}. Each can be trained by itself.`
        ]
      : []),
    ...(stopped.length > 0 ? [`Stopped at their share of the time: ${names(stopped)}.`] : []),
    ...refused.map(({ label, why = '' }) => `${label} cannot learn from these data: ${why}`)
  ];
}

function sayWinner({ best, rival, families, metric }: AutoReport): string[] {
  if (!best) return [];
  if (isBaseline(best.model)) return ['No model beats the baseline.'];
  const own = families.find(({ model }) => model === best.model);
  const settings = own && own.runs > 1 ? `, the best of ${own.runs} settings of it` : '';
  const first = `${best.label} is first${settings}: ${inSentence(metricFacts(metric).label)} ${sayMetric(best.score)}, over the folds.`;
  if (!rival) return [first];
  const other = `the best ${best.model === 'ensemble' ? 'single model' : 'of another kind'}, ${inSentence(rival.label)}`;
  const { value, low, high } = rival.lead;
  // Not the difference of the scores above, which are means over the folds.
  const where = 'on average over the folds';
  const by = `by ${sayNumber(Math.abs(value))} (${sayNumber(low)} to ${sayNumber(high)})`;
  if (low > 0)
    return [
      first,
      `It is better than ${other}, ${by} ${where}: more than the draw of these rows explains; what another training would change is not in it.`
    ];
  const stands = value === 0 ? `level (${sayNumber(low)} to ${sayNumber(high)})` : `${value > 0 ? 'ahead' : 'behind'} ${by}`;
  const simpler = best.model === 'ensemble' ? ' Where a model should be small, quick or explained, take that one: little is lost.' : '';
  return [first, `It does not beat ${other}, by more than its noise: ${where}, it is ${stands}.${simpler}`];
}

function sayCorrected(report: AutoReport): string[] {
  const { best, estimate, tried, metric } = report;
  const found = hasFound(report);
  if (best && isBaseline(best.model)) return ['Nothing was found in these data that predicts the answer.'];
  if (!estimate) return ['Too little is known to say how much of its score is the luck of being chosen.'];
  const { chosen, corrected, optimism, gain } = estimate;
  // Over all rows at once, which is not the mean over the folds that the board shows.
  const isSmall = sayNumber(chosen) === sayNumber(chosen - optimism);
  const luck = isSmall
    ? '; next to none of that was luck of the choice'
    : optimism > 0
      ? `; ${sayNumber(optimism)} of the ${sayNumber(chosen)} it has on average over the folds was luck of the choice`
      : '';
  const honest = `The best of ${tried} tried; corrected for choosing: ${inSentence(metricFacts(metric).label)} ${sayMetric(corrected)}${luck}.`;
  if (!gain) return [honest];
  const by = `${sayNumber(gain.value)} (${sayNumber(gain.low)} to ${sayNumber(gain.high)})`;
  if (found) return [honest, `Corrected in this way it is still better than the best baseline, by ${by}.`];
  return [
    honest,
    `Nothing was found that is surely better than the baseline: corrected for choosing it gains ${by}. As much can come from luck, so take none of these models for proven.`
  ];
}

const seconds = (ms: number): string => (ms < 9_500 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`);
const sayMetric = ({ value, low, high }: Metric): string => `${sayNumber(value)}, 95 % interval ${sayNumber(low)} to ${sayNumber(high)}`;
