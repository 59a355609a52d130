import { isBaseline } from '../../core/baselines.ts';
import { inSentence } from '../../core/words.ts';
import { metricFacts } from '../../app/metric-facts.ts';
import { showScore } from '../models/words.ts';
import { bestOfEach, tiedWithLeader, type Board } from './board.ts';

/** A short, honest answer to "How much of that gain is luck?", from this project's records. */
export function interviewAnswer(board: Board): string {
  const models = bestOfEach(board.ranked).filter(({ run }) => !isBaseline(run.model));
  const [first, second] = models;
  if (!first) return 'Nothing was trained yet, so there is no gain to doubt.';
  const { metric } = board;
  const label = inSentence(metricFacts(metric).label);
  const own = `${first.run.label} reaches ${label} ${showScore(metric, first.score.value)}, and its 95 % interval goes from ${showScore(metric, first.score.low)} to ${showScore(metric, first.score.high)}.`;
  const tried = board.ranked.filter(({ run }) => !isBaseline(run.model)).length;
  const chosen =
    tried > 1
      ? ` It is the best of ${tried} runs, and the best of many is a little lucky by its choice alone; the sealed test part will tell.`
      : '';
  if (!second) return `${own} It was held against the baseline only.${chosen}`;
  const isTied = tiedWithLeader(board.ranked, metric).some(({ run }) => run.id === second.run.id);
  const gap = showScore(metric, Math.abs(first.score.value - second.score.value));
  const verdict = isTied
    ? `so the gain of ${gap} over ${inSentence(second.run.label)} may be luck`
    : `so the gain of ${gap} over ${inSentence(second.run.label)} is more than that`;
  return `${own} The intervals ${isTied ? 'overlap' : 'do not overlap'}, ${verdict}.${chosen}`;
}
