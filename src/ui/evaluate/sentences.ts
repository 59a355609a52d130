import { sayBar, type Bar } from '../../core/bar.ts';
import { sayCostRatio } from '../../core/cost-threshold.ts';
import { isExact } from '../../core/outcome.ts';
import { counted, exactPercent, inSentence, inWords, quoted } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Problem } from '../../app/api/problem.ts';
import type { Run } from '../../app/api/training.ts';
import { sayChoice, type Leading } from '../../app/leading-run.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { formatNumber } from '../../charts/format.ts';
import { mainScore, partName, type Evaluation, type Learning } from './evaluation.ts';
import { isBetter, pluralOf, scoreText, sureText } from './words.ts';

/** The sentence the page opens with: what the run does, against guessing, as far as its interval tells. */
export function openingSentence(run: Run, evaluation: Evaluation, problem: Problem): string {
  const name = run.randomLabels ? `${run.label}, trained on shuffled answers,` : run.label;
  const what = whatItDoes(evaluation, problem);
  const degree = degreeOf(evaluation);
  if (degree === 'unknown') return `${name} has been judged on ${evaluation.on === 'test' ? 'the test part' : 'rows it has never seen'}.`;
  if (degree === 'tied') return `${name} ${what} not surely better than guessing.`;
  return `${name} ${what} ${degree} than guessing.`;
}

function whatItDoes({ confusion, decision, main, metrics }: Evaluation, { target = 'the target' }: Problem): string {
  if (!confusion) {
    const miss = main && metricFacts(main.metric).isInTargetUnit ? metrics[main.metric] : undefined;
    return miss && main?.metric === 'mae'
      ? `misses ${quoted(target)} by ${roundAmount(miss.value)} on average,`
      : `predicts ${quoted(target)}`;
  }
  const { labels } = confusion;
  if (labels.length === 2 && decision?.positive) return `tells whether ${quoted(target)} is ${quoted(decision.positive)}`;
  return `tells the ${inWords(labels.length)} ${pluralOf(target) ?? `values of ${quoted(target)}`} apart`;
}

/** How far it is from guessing towards perfection: only what the whole interval supports. */
function degreeOf(evaluation: Evaluation): string {
  const { main } = evaluation;
  const score = mainScore(evaluation);
  if (!main || !score || Number.isNaN(main.chance) || !Number.isFinite(score.low) || !Number.isFinite(score.high)) return 'unknown';
  const facts = metricFacts(main.metric);
  const [worstEnd, bestEnd] = facts.higherIsBetter ? [score.low, score.high] : [score.high, score.low];
  if (isBetter(facts, main.chance, bestEnd)) return 'worse';
  if (!isBetter(facts, worstEnd, main.chance)) return 'tied';
  const perfect = facts.higherIsBetter ? facts.range[1] : facts.range[0];
  const way = (worstEnd - main.chance) / (perfect - main.chance);
  return way >= 0.5 ? 'far better' : way >= 0.2 ? 'clearly better' : 'a little better';
}

const roundAmount = (value: number): string => formatNumber(Number(value.toPrecision(3)));

/** "0.957 to 0.996"; says so when there is none, and when none is needed. */
export function intervalText(metric: string, score: Metric): string {
  if (isExact(score)) return 'exact';
  const { low, high } = score;
  return Number.isFinite(low) && Number.isFinite(high) ? `${scoreText(metric, low)} to ${scoreText(metric, high)}` : 'not known';
}

export function rowsText(evaluation: Evaluation, n: number): string {
  if (evaluation.on === 'test') return `on the ${counted(n, 'row')} of the test part`;
  return evaluation.on === 'cross-validation'
    ? `on ${counted(n, 'row')}, each judged by a fold that had not seen it`
    : `on ${counted(n, 'row')} it has never seen`;
}

/** @param bar as it stands now, whenever the report was made */
export function barSentence(evaluation: Evaluation, bar: Bar | null): string {
  const { main } = evaluation;
  const score = mainScore(evaluation);
  if (!bar || !main || !score) return 'No bar was set before training.';
  return `${sayBar(bar, score, metricFacts(main.metric).higherIsBetter, (value) => scoreText(main.metric, value))}.`;
}

/** From which probability on the positive class is answered, and why not from one half; null where the likelier class is the answer. */
export function thresholdSentence({ decision, confusion }: Evaluation): string | null {
  const negative = confusion?.labels.find((label) => label !== decision?.positive);
  if (!decision || decision.positive === null || decision.threshold === null || negative === undefined) return null;
  const { positive, threshold } = decision;
  const because = decision.goal === undefined ? `because ${sayCostRatio(threshold, positive, negative)}` : `so that ${decision.goal}`;
  return `Called ${quoted(positive)} from ${sureText(threshold)} on, ${because}.`;
}

/** By what the run that is looked at was chosen, or which one leads instead. */
export function choiceSentence(run: Run, leading: Leading<Run> | null): string {
  if (!leading || run.randomLabels) return '';
  if (run.id === leading.run.id) return sayChoice(leading);
  const by = leading.basis === 'cv' ? 'by the mean over folds of the training part' : 'by the score on the validation part';
  return `Another run leads ${by}: ${inSentence(leading.run.label)}.`;
}

export function sealSentence(openings: number, testRows: number): string {
  if (testRows === 0) return 'There is no test part.';
  if (openings === 0) return 'The test part is still sealed.';
  return `The test part has been opened ${openings === 1 ? 'once' : openings === 2 ? 'twice' : `${openings} times`}.`;
}

/** What the run on shuffled answers says about the real one. @param on the part both were measured on */
export function randomSentence(metric: string, { real, random, chance, on }: RandomSubject): string {
  const facts = metricFacts(metric);
  const isAboveChance = facts.higherIsBetter ? random.low > chance : random.high < chance;
  const gave = `On ${partName(on)} the same training on shuffled answers reaches ${scoreText(metric, random.value)} (${intervalText(metric, random)})`;
  if (isAboveChance)
    return `${gave}, better than the ${scoreText(metric, chance)} of guessing. It should not: something leaks between the rows, or the split repeats them.`;
  const apart = facts.higherIsBetter ? real.low > random.high : real.high < random.low;
  return apart
    ? `${gave}: what luck alone gives. The real run, ${scoreText(metric, real.value)} on the same rows, lies clear of it, so it has learned something that is in the data.`
    : `${gave}: what luck alone gives. The real run, ${scoreText(metric, real.value)} on the same rows, does not lie clear of it.`;
}

interface RandomSubject {
  readonly real: Metric;
  readonly random: Metric;
  /** What guessing gives. */
  readonly chance: number;
  readonly on: string;
}

/** Whether test and validation agree. @param isChosenByIt the run was chosen among several by its score on the validation part */
export function testSentence(metric: string, validation: Metric | undefined, test: Metric, isChosenByIt: boolean): string {
  const told = `On the test part: ${scoreText(metric, test.value)} (${intervalText(metric, test)}), ${counted(test.n, 'row')}.`;
  if (!validation) return told;
  const inside = test.value >= validation.low && test.value <= validation.high;
  const facts = metricFacts(metric);
  if (inside) return `${told} Inside the interval that the validation part promised.`;
  if (isBetter(facts, test.value, validation.value)) return `${told} Better than the validation part promised; luck goes both ways.`;
  return isChosenByIt
    ? `${told} Worse than the validation part promised: choosing among runs by their validation scores flatters the winner.`
    : `${told} Worse than the validation part promised, which had no say in the choice: either luck went against these rows, or they are of another kind.`;
}

/** What the costs make of it. @param currency as it was typed in Problem; empty when nothing was */
export function valueSentence({ perRow, saved, withoutModel }: NonNullable<Evaluation['value']>, currency: string): string {
  const amount = (value: number) => `${formatNumber(value)}${currency ? ` ${currency}` : ''}`;
  const between = ({ low, high }: Metric) => `${formatNumber(low)} to ${formatNumber(high)}`;
  const told = `An answer costs ${amount(perRow.value)} on average (${between(perRow)}); the cheapest answer without a model costs ${amount(withoutModel)}.`;
  if (!saved || !Number.isFinite(saved.low) || !Number.isFinite(saved.high)) return `${told} Whether it saves anything is not known.`;
  if (saved.low > 0)
    return `${told} It saves ${amount(saved.value)} an answer (${between(saved)}), ${amount(Math.round(saved.value * 1000))} on a thousand.`;
  return saved.high < 0
    ? `${told} It costs ${amount(-saved.value)} an answer more than it saves (${formatNumber(-saved.high)} to ${formatNumber(-saved.low)}).`
    : `${told} These rows can’t tell whether it saves anything (${between(saved)} an answer).`;
}

/** What acting brings for each unit that it costs; what an answer brings is what it costs, which `valueSentence` tells. @param currency as there */
export function profitSentence({ returned }: NonNullable<NonNullable<Evaluation['value']>['profit']>, currency: string): string {
  const shown = (value: number) => formatNumber(Number(value.toPrecision(3)));
  const between = ({ low, high }: Metric) => (Number.isFinite(low) ? ` (${shown(low)} to ${shown(high)})` : '');
  if (!returned) return 'Acting costs nothing on these rows, so there is no return on it to tell.';
  const each = currency ? `each ${currency}` : 'each unit';
  const told = `For ${each} that acting costs, it brings ${shown(returned.value)}${between(returned)} beyond never acting`;
  return returned.low > 0 ? `${told}.` : `${told}: these rows can’t tell whether acting pays.`;
}

const learningWords: Readonly<Record<Learning['verdict'], string>> = {
  'still-improving': 'Its loss was still falling when training ended: more rounds may help.',
  'training-only':
    'Its loss was watched on the rows it learned from alone, where it falls as long as one trains: it does not say when to stop.',
  settled: 'Its loss had settled when training ended.',
  overfitting: 'Its loss on held-out rows rose again before training ended: what came after was learned by heart.',
  diverged: 'Its loss left the numbers during training.',
  unknown: 'There are too few points to judge its learning curve.'
};
export const learningSentence = (learning: Learning): string => learningWords[learning.verdict];

/** What is said when nothing was answered wrongly on these rows. */
export const noMistakes = (n: number): string =>
  `None of ${counted(n, 'row')} was answered wrongly. With so many rows up to ${exactPercent(1 - 0.05 ** (1 / n))} of mistakes could still be there.`;

/** Among how many groups the weak ones were looked for. */
export function slicesLooked({
  slicesTried,
  slicesCombined = 0,
  slicesEveryPair = false
}: Pick<Evaluation, 'slicesTried' | 'slicesCombined' | 'slicesEveryPair'>): string {
  const looked = `${counted(slicesTried, 'group')} of at least 20 rows ${slicesTried === 1 ? 'was' : 'were'} looked at`;
  if (slicesCombined === 0) return `${looked}, and p-values are corrected for that.`;
  const beyond = slicesEveryPair
    ? 'all groups by two columns, and from the worst of these on groups by three'
    : 'from the worst of them on groups by two and three columns, as there are too many to look at all';
  return `${looked}, and ${beyond}; p-values are corrected for all ${slicesCombined.toLocaleString('en')} of these, not for those tried alone.`;
}
