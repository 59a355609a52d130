import { isBaseline } from '../../core/baselines.ts';
import { counted, inSentence, listed } from '../../core/words.ts';
import type { ModelInfo, Run } from '../../app/api/training.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { formatBytes, formatDuration } from '../kit/format.ts';
import { sayParam, paramLabel } from '../kit/param-words.ts';
import { showScore } from '../models/words.ts';
import { bestOfEach, tiedWithLeader, triedEnough, type Board } from './board.ts';

/** The sentence the page opens with. */
export function trainTitle(board: Board, running: number): string {
  const leader = board.ranked[0];
  const models = board.ranked.filter(({ run }) => !isBaseline(run.model));
  if (!leader || models.length === 0) {
    if (running > 0) return 'The first model is being trained.';
    if (leader) return 'Only the baseline was run so far: it knows nothing, and now it wants beating.';
    const failed = board.others.filter(({ status }) => status === 'failed').length;
    return failed > 0 ? 'Training failed, and nothing is on the board yet.' : 'Nothing was trained yet.';
  }
  if (isBaseline(leader.run.model)) return 'No model beats the baseline yet: look at the features before trying more models.';
  return `${aheadSentence(board)}.`;
}

function aheadSentence(board: Board): string {
  const leader = board.ranked[0]!;
  const tried = triedEnough(board.ranked, board.metric);
  const name = leader.run.label;
  const tuned = tried && tried.trials >= 10 ? `${name}, the best of ${tried.trials} runs,` : name;
  const families = bestOfEach(board.ranked).filter(({ run }) => !isBaseline(run.model)).length;
  if (families === 1) {
    const only = `${tuned} is the only family tried so far`;
    return tried?.isEnough ? `${only}; more settings are unlikely to help` : only;
  }
  const tied = tiedWithLeader(board.ranked, board.metric).map(({ run }) => inSentence(run.label));
  const more = tried?.isEnough ? '; trying more is unlikely to help' : '';
  if (tied.length > 0) return `${tuned} is ahead, but ${listed(tied, MOST_TIED_NAMED)} can’t be told apart from it${more}`;
  if (more) return `${tuned} is ahead${more}`;
  return `${tuned} is clearly ahead`;
}

const MOST_TIED_NAMED = 3;

/** A bounded score that is all but perfect is more often a leak than a miracle. */
export function isTooGood(board: Board): boolean {
  const leader = board.ranked[0];
  if (!leader || isBaseline(leader.run.model)) return false;
  const { higherIsBetter, range } = metricFacts(board.metric);
  return higherIsBetter ? leader.score.value >= range[1] - 0.0005 : leader.score.value <= range[0];
}

/** "mean over folds of the training part" */
export const sayBasis = (basis: Board['basis'], task?: string): string =>
  ({
    cv:
      task === 'forecasting'
        ? 'over moments of the past, each forecast from what was known by then'
        : 'mean over folds of the training part',
    validation: 'on the validation part',
    train: 'on the rows it was found in'
  })[basis];

/** Time beside what was forecast: "1.2 s, forecast 0.9 s". */
export function sayTime({ fitMs, predictedMs, status }: Pick<Run, 'fitMs' | 'predictedMs' | 'status'>): string {
  if (status === 'running') return predictedMs === null ? 'under way' : `under way, forecast ${formatDuration(predictedMs)}`;
  const took = formatDuration(fitMs);
  return predictedMs === null ? took : `${took}, forecast ${formatDuration(predictedMs)}`;
}

/** Memory beside what was forecast: "12 MB counted, forecast 14 MB; the whole page 210 MB". Empty where none was counted. */
export function sayMemory({ peakBytes, predictedBytes, pageBytes }: Pick<Run, 'peakBytes' | 'predictedBytes' | 'pageBytes'>): string {
  if (peakBytes === undefined) return '';
  const forecast = predictedBytes === undefined ? '' : `, forecast ${formatBytes(predictedBytes)}`;
  return `${formatBytes(peakBytes)} counted${forecast}${pageBytes === undefined ? '' : `; the whole page ${formatBytes(pageBytes)}`}`;
}

const statusWords: Readonly<Record<Run['status'], string>> = {
  running: 'under way',
  paused: 'paused',
  interrupted: 'interrupted',
  done: 'done',
  failed: 'failed',
  cancelled: 'stopped'
};
export const sayStatus = (run: Pick<Run, 'status' | 'randomLabels'>): string =>
  run.randomLabels ? `random labels, ${statusWords[run.status]}` : statusWords[run.status];

/** "Lathe 0.1.0, 2 threads, Chrome/156.0" */
export function sayEnvironment({ build, browser, threads }: NonNullable<Run['environment']>): string {
  const name = /(?:Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(browser)?.[0] ?? browser;
  return [`Lathe ${build}`, counted(threads, 'thread'), name].filter(Boolean).join(', ');
}

/** What sets a run apart from another of its family: parameters that are not the default, the seed, the calibration. */
export function sayRun(run: Pick<Run, 'params' | 'seed' | 'calibrate'>, model: Pick<ModelInfo, 'params'> | undefined): string {
  const set = Object.entries(run.params)
    // Of an ensemble, which no family stands for, its members are told by its label and its notes.
    .filter(([name, value]) => (model ? model.params[name] !== undefined : !Array.isArray(value)))
    .filter(([name, value]) => JSON.stringify(model?.params[name]?.default) !== JSON.stringify(value))
    .map(([name, value]) => `${inSentence(paramLabel(name))} ${sayParam(value)}`);
  const more = [run.seed === 0 ? '' : `seed ${run.seed}`, run.calibrate === 'none' ? '' : `calibrated (${run.calibrate})`].filter(Boolean);
  return [...set, ...more].join(', ') || 'defaults';
}

/** What a step of the curve is, and what is measured. */
export function curveWords(model: string, task: string | undefined): { readonly step: string; readonly loss: string } {
  const step = model === 'boosting' ? 'round' : model === 'mlp' || model === 'cnn' ? 'epoch' : 'step';
  return { step, loss: task === 'regression' ? 'loss' : 'log loss' };
}

/** What random labels say about a run: luck alone should come nowhere near it. */
export function sayLuck(run: Run, luck: Run, metric: string): string {
  const own = run.metrics['validation']?.[metric] ?? run.metrics['cv']?.[metric];
  const chance = luck.metrics['validation']?.[metric] ?? luck.metrics['cv']?.[metric];
  if (!own || !chance) return '';
  const higher = metricFacts(metric).higherIsBetter;
  const isClear = higher ? own.low > chance.high : own.high < chance.low;
  const numbers = `On shuffled answers it reaches ${showScore(metric, chance.value)} (${showScore(metric, chance.low)} to ${showScore(metric, chance.high)}), on the real ones ${showScore(metric, own.value)}.`;
  return isClear ? `${numbers} Luck does not explain it.` : `${numbers} Luck alone could give as much.`;
}

/** What choosing the best of many does to its score: it was picked for being high on these very folds. Null where few were tried or others chose. */
export function bestOfManyNote(board: Board): string | null {
  const tried = triedEnough(board.ranked, board.metric);
  const leader = board.ranked[0];
  if (!leader || !tried || tried.trials < 10 || board.basis !== 'cv') return null;
  const fresh = leader.run.metrics['validation']?.[board.metric];
  const told = `The best of ${tried.trials} runs was picked for its score over these folds, so that score leans to the good side.`;
  if (!fresh) return told;
  const show = (value: number) => showScore(board.metric, value);
  return `${told} On the validation part, which had no say, it is ${show(fresh.value)} (${show(fresh.low)} to ${show(fresh.high)}).`;
}
