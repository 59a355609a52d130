import { inSentence } from '../../core/words.ts';
import { metricFacts } from '../metric-facts.ts';
import type { Metric } from '../../core/outcome.ts';
import type { DoIt } from './do-it.ts';

const BUDGET_MS = 60_000;

/** Runs the baseline and every family that fits over the same folds, within a minute, and says what came out. Runs stay on record. */
export const doTrain: DoIt = async (project, overview, watch) => {
  const { problem } = overview;
  const metric = problem?.metric ?? 'accuracy';
  const done = (await project.auto({ budgetMs: BUDGET_MS, seed: 0 }, watch)).filter(({ status }) => status === 'done');
  const fitting = (await project.models()).filter(({ fits }) => fits).length;
  const said = [`${done.length} of ${fitting} families were trained over the same folds, so that their scores can be compared.`];
  const best = done.find(({ model }) => model !== 'baseline') ?? done[0];
  if (best) said.push(`${best.label} is first (${inSentence(metricFacts(metric).label)} ${sayMetric(best.metrics['cv']?.[metric])}).`);
  if (done.length < fitting) said.push('The minute was over before the rest was begun; they can be trained one by one.');
  said.push('Each run is kept on the board, the weak ones too: they are evidence.');
  return { said, undo: null };
};

const sayMetric = (score: Metric | undefined): string =>
  score ? `${score.value.toPrecision(3)}, 95 % interval ${score.low.toPrecision(3)} to ${score.high.toPrecision(3)}` : 'not known';
