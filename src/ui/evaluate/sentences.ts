import type { Metric, Problem, Run } from '../../app/lathe-api.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { counted, formatNumber } from '../../charts/format.ts';
import { mainScore, type Evaluation, type Learning } from './evaluation.ts';
import { countWord, isBetter, pluralOf, scoreText } from './words.ts';

/** The sentence the page opens with: what the run does, against guessing, as far as its interval tells. */
export function openingSentence(run: Run, evaluation: Evaluation, problem: Problem): string {
  const name = run.randomLabels ? `${run.label}, trained on shuffled answers,` : run.label;
  const what = whatItDoes(evaluation, problem);
  const degree = degreeOf(evaluation);
  if (degree === 'unknown') return `${name} has been judged on ${evaluation.on === 'test' ? 'the test part' : 'rows it has never seen'}.`;
  if (degree === 'tied') return `${name} ${what} no better than guessing, as far as these rows tell.`;
  return `${name} ${what} ${degree} than guessing.`;
}

function whatItDoes({ confusion, main, metrics }: Evaluation, { target = 'the target', positive }: Problem): string {
  if (!confusion) {
    const miss = main && metricFacts(main.metric).isInTargetUnit ? metrics[main.metric] : undefined;
    return miss && main?.metric === 'mae' ? `misses ${target} by ${roundAmount(miss.value)} on average,` : `predicts ${target}`;
  }
  const { labels } = confusion;
  if (labels.length === 2) {
    const first = positive ?? labels[1]!;
    return `tells ${target} ${first} from ${labels.find((label) => label !== first)!}`;
  }
  return `tells the ${countWord(labels.length)} ${pluralOf(target) ?? `values of ${target}`} apart`;
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

/** "95 % interval 0.957 to 0.996"; says so when there is none. */
export const intervalText = (metric: string, { low, high }: Metric): string =>
  Number.isFinite(low) && Number.isFinite(high) ? `${scoreText(metric, low)} to ${scoreText(metric, high)}` : 'not known';

export function rowsText(evaluation: Evaluation, n: number): string {
  if (evaluation.on === 'test') return `on the ${counted(n, 'row')} of the test part`;
  return evaluation.on === 'cross-validation'
    ? `on ${counted(n, 'row')}, each judged by a fold that had not seen it`
    : `on ${counted(n, 'row')} it has never seen`;
}

export function barSentence({ bar, main }: Evaluation): string {
  if (!bar || !main) return 'No bar was set before training.';
  const value = scoreText(main.metric, bar.bar);
  if (bar.verdict === 'met') return `The bar set before training was ${value}: met, with the whole interval.`;
  if (bar.verdict === 'not met') return `The bar set before training was ${value}: not met.`;
  return `The bar set before training was ${value}: reached, but not with the whole interval.`;
}

export function sealSentence(openings: number, testRows: number): string {
  if (testRows === 0) return 'There is no test part.';
  if (openings === 0) return 'The test part is still sealed.';
  return `The test part has been opened ${openings === 1 ? 'once' : openings === 2 ? 'twice' : `${openings} times`}.`;
}

/** What the run on shuffled answers says about the real one. */
export function randomSentence(metric: string, real: Metric, random: Metric, chance: number): string {
  const facts = metricFacts(metric);
  const isAboveChance = facts.higherIsBetter ? random.low > chance : random.high < chance;
  const gave = `On shuffled answers the same training reaches ${scoreText(metric, random.value)} (${intervalText(metric, random)})`;
  if (isAboveChance)
    return `${gave}, better than the ${scoreText(metric, chance)} of guessing. It should not: something leaks between the rows, or the split repeats them.`;
  const apart = facts.higherIsBetter ? real.low > random.high : real.high < random.low;
  return apart
    ? `${gave}: what luck alone gives. The real run, ${scoreText(metric, real.value)}, lies clear of it, so it has learned something that is in the data.`
    : `${gave}: what luck alone gives. The real run, ${scoreText(metric, real.value)}, does not lie clear of it.`;
}

/** Whether test and validation agree. */
export function testSentence(metric: string, validation: Metric | undefined, test: Metric): string {
  const told = `On the test part: ${scoreText(metric, test.value)} (${intervalText(metric, test)}), ${counted(test.n, 'row')}.`;
  if (!validation) return told;
  const inside = test.value >= validation.low && test.value <= validation.high;
  const facts = metricFacts(metric);
  if (inside) return `${told} Inside the interval that the validation part promised.`;
  return isBetter(facts, test.value, validation.value)
    ? `${told} Better than the validation part promised; luck goes both ways.`
    : `${told} Worse than the validation part promised: choosing among runs by their validation scores flatters the winner.`;
}

/** What the costs make of it. */
export function valueSentence({ perRow, withoutModel }: NonNullable<Evaluation['value']>): string {
  const saved = withoutModel - perRow.value;
  const told = `An answer costs ${formatNumber(perRow.value)} on average (${formatNumber(perRow.low)} to ${formatNumber(perRow.high)}); the cheapest answer without a model costs ${formatNumber(withoutModel)}.`;
  if (perRow.high < withoutModel)
    return `${told} It saves ${formatNumber(saved)} an answer, ${formatNumber(Math.round(saved * 1000))} on a thousand.`;
  return perRow.low > withoutModel ? `${told} It costs more than it saves.` : `${told} These rows can’t tell whether it saves anything.`;
}

const learningWords: Readonly<Record<Learning['verdict'], string>> = {
  'still-improving': 'Its loss was still falling when training ended: more rounds may help.',
  settled: 'Its loss had settled when training ended.',
  overfitting: 'Its loss on held-out rows rose again before training ended: what came after was learned by heart.',
  diverged: 'Its loss left the numbers during training.',
  unknown: 'There are too few points to judge its learning curve.'
};
export const learningSentence = (learning: Learning): string => learningWords[learning.verdict];

/** What is said when nothing was answered wrongly on these rows. */
export const noMistakes = (n: number): string =>
  `None of ${counted(n, 'row')} was answered wrongly. With so many rows up to ${(100 * (1 - 0.05 ** (1 / n))).toFixed(1)} % of mistakes could still be there.`;
