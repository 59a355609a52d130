import { isBaseline } from '../../core/baselines.ts';
import { counted, inSentence, listed } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import type { ModelInfo, Run } from '../api/training.ts';
import { metricFacts } from '../metric-facts.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import type { DoIt } from './do-it.ts';

const BUDGET_MS = 60_000;

/** Looks for the best model that a minute finds, all over the same folds, and says what was tried and why one won. Runs stay on record. */
export const doTrain: DoIt = async (project, overview, watch) => {
  const metric = overview.problem?.metric ?? 'accuracy';
  const done = (await project.auto({ budgetMs: BUDGET_MS, seed: 0 }, watch)).filter(({ status }) => status === 'done');
  const fitting = (await project.models()).filter(({ fits }) => fits);
  const task = overview.problem?.task;
  return { said: [...sayTried(done, fitting, task), ...sayWinner(done, metric)], undo: null };
};

const groundWords = (task: string | undefined): string =>
  task === 'forecasting' ? 'from the same moments of the past' : isSpecialTask(task) ? 'on the same rows' : 'over the same folds';

function sayTried(done: readonly Run[], fitting: readonly ModelInfo[], task: string | undefined): string[] {
  const missing = fitting.filter(({ id }) => !done.some(({ model }) => model === id));
  const runs = counted(done.length, 'run');
  return [
    `${runs} of ${counted(fitting.length - missing.length, 'family', 'families')}, all ${groundWords(task)}, so that their scores can be compared.`,
    ...(missing.length > 0
      ? [
          `${listed(missing.map(({ label }) => label))} ${missing.length === 1 ? 'is' : 'are'} not among them: too slow for a share of the minute, or not for these data. Each can be trained by itself.`
        ]
      : [])
  ];
}

function sayWinner(done: readonly Run[], metric: string): string[] {
  const trained = done.filter(({ model }) => !isBaseline(model));
  const best = trained[0] ?? done[0];
  if (!best) return [];
  const score = inSentence(metricFacts(metric).label);
  const tries = trained.filter(({ model }) => model === best.model).length;
  const second = trained.find(({ model }) => model !== best.model);
  const settings = tries > 1 ? `, the best of ${tries} settings of it` : '';
  return [
    `${best.label} is first (${score} ${sayMetric(scoreOf(best, metric))})${settings}.`,
    ...(second ? [`The best of another family is ${inSentence(second.label)} (${sayMetric(scoreOf(second, metric))}).`] : []),
    ...(tries > 1
      ? ['Being picked as the best of many flatters a score over folds; the validation part had no say, so its score does not flatter.']
      : []),
    'Each run is kept on the board, the weak ones too: they are evidence.'
  ];
}

/** Over folds or moments; of tasks without these on the rows held out, or on those it was found in. */
const scoreOf = ({ metrics }: Run, metric: string): Metric | undefined =>
  (metrics['cv'] ?? metrics['validation'] ?? metrics['train'])?.[metric];

const sayMetric = (score: Metric | undefined): string =>
  score ? `${score.value.toPrecision(3)}, 95 % interval ${score.low.toPrecision(3)} to ${score.high.toPrecision(3)}` : 'not known';
